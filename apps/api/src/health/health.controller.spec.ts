import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { TestApp } from '../testing/test-app';

describe('health', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start();
  });
  afterAll(() => app.stop());

  const ask = async (what: string) => {
    const answer = await fetch(`${app.url}/api/health/${what}`);
    return { status: answer.status, body: await answer.json() as object };
  };

  it('is told to anybody, in one word', async () => {
    expect(await ask('live')).toEqual({ status: 200, body: { status: 'ok' } });
    expect(await ask('ready')).toEqual({ status: 200, body: { status: 'ok' } });
  });

  it('is not ready while the folder of the images is away, and ready again when it is back, without a restart', async () => {
    const [uploads, away] = [join(app.folder, 'uploads'), join(app.folder, 'away')];
    await rename(uploads, away);
    const without = await ask('ready');
    await writeFile(uploads, '');
    const instead = await ask('ready');
    await rename(uploads, join(app.folder, 'a file'));
    await rename(away, uploads);

    for (const answer of [without, instead]) expect(answer).toMatchObject({ status: 503, body: { type: '/problems/storage-unavailable' } });
    expect((await ask('live')).status).toBe(200);
    expect((await ask('ready')).status).toBe(200);
  });
});
