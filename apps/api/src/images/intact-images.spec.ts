import { afterAll, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { appendFile, unlink } from 'node:fs/promises';
import { Agent, request } from 'node:http';
import { join } from 'node:path';
import type { ImageRow } from '../database/schema';
import { imageOf } from '../testing/pictures';
import { TestApp, type TestUser } from '../testing/test-app';
import { IntactImages } from './intact-images';

/** On one connection, so that an answer that is too long would be read as the beginning of the next. */
class OneLine {
  private readonly agent = new Agent({ keepAlive: true, maxSockets: 1 });

  constructor(
    private readonly app: TestApp,
    private readonly user: TestUser,
  ) {}

  get({ filename }: ImageRow, headers: Record<string, string> = {}): Promise<{ status: number; bytes: Buffer }> {
    return new Promise((done, failed) => {
      const authorization = `Bearer ${this.user.accessToken}`;
      request(`${this.app.url}/api/ai/images/${filename}`, { agent: this.agent, headers: { authorization, ...headers } }, (incoming) => {
        const parts: Buffer[] = [];
        incoming.on('data', (part: Buffer) => parts.push(part));
        incoming.on('end', () => { done({ status: incoming.statusCode ?? 0, bytes: Buffer.concat(parts) }); });
      }).on('error', failed).end();
    });
  }

  close(): void {
    this.agent.destroy();
  }
}

describe('images whose files are not what was stored', () => {
  let app: TestApp;
  let alice: TestUser;
  let image: ImageRow;
  beforeAll(async () => {
    app = await TestApp.start();
    alice = await app.register();
  });
  beforeEach(async () => {
    image = await imageOf(app, alice);
  });
  afterAll(() => app.stop());

  const file = () => join(app.folder, 'uploads/images', `user-${alice.id}`, image.filename);

  it('are refused when they got longer, and the next answer on the same connection is its own', async () => {
    const sound = await imageOf(app, alice);
    await appendFile(file(), 'HTTP/1.1 200 OK\r\n\r\n');
    const line = new OneLine(app, alice);

    const answers = [await line.get(image, { range: 'bytes=0-9' }), await line.get(image), await line.get(sound)];

    line.close();
    expect(answers.map(({ status }) => status)).toEqual([503, 503, 200]);
    expect(answers[2]?.bytes).toHaveLength(sound.bytes);
  });

  it('are refused when they got longer after they had been found sound', async () => {
    await app.get(IntactImages).read(image);
    await appendFile(file(), 'more');

    await expect(app.get(IntactImages).open(image, { start: 0, end: 9 })).rejects.toMatchObject({ problem: 'storage-unavailable' });
    await expect(app.get(IntactImages).read(image)).rejects.toMatchObject({ problem: 'storage-unavailable' });
  });

  it('are told of in words that are true for who wants to see them', async () => {
    await unlink(file());

    const response = await app.as(alice).get(`/api/ai/images/${image.filename}`);

    expect(await response.json()).toMatchObject({ type: '/problems/storage-unavailable', detail: 'The file of this image cannot be read at the moment.' });
  });
});
