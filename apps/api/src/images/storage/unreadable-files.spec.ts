import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { ImageRow } from '../../database/schema';
import { backup } from '../../maintenance/cli/backup';
import { doctor } from '../../maintenance/cli/doctor';
import { Listener } from '../../maintenance/testing/house';
import { imageOf } from '../../testing/pictures';
import { TestApp, type TestUser } from '../../testing/test-app';
import { ThumbnailsService } from '../thumbnails/thumbnails.service';

const SPOILS: [string, (path: string) => unknown][] = [
  ['a FIFO', (path) => execFileSync('mkfifo', [path])],
  ['a folder', (path) => mkdir(path)],
  ['a link that leads to itself', (path) => symlink(path, path)],
];

describe('something that cannot be read in the place of a file', () => {
  let app: TestApp;
  let alice: TestUser;
  let image: ImageRow;
  let sound: ImageRow;
  let path: string;
  beforeAll(async () => {
    app = await TestApp.start({ SAVE_PATIENCE_SECONDS: '0' });
  });
  beforeEach(async () => {
    alice = await app.register();
    [image, sound] = [await imageOf(app, alice), await imageOf(app, alice)];
    await app.get(ThumbnailsService).idle();
  });
  afterEach(() => rm(path, { recursive: true, force: true }));
  afterAll(() => app.stop());

  const original = () => join(app.folder, 'uploads/images', `user-${alice.id}`, image.filename);
  const get = (filename: string, query = '') => app.as(alice).get(`/api/ai/images/${filename}${query}`);
  const replace = async (spoiled: string, spoil: (path: string) => unknown) => {
    path = spoiled;
    await rm(path, { recursive: true });
    await spoil(path);
  };

  it.each(SPOILS)('makes that image alone 503, and is reported: %s in the place of an original', async (_, spoil) => {
    await replace(original(), spoil);

    for (const headers of [{}, { range: 'bytes=0-9' }]) {
      const answer = await app.as(alice).get(`/api/ai/images/${image.filename}`, headers);
      expect([answer.status, ((await answer.json()) as { type: string }).type]).toEqual([503, '/problems/storage-unavailable']);
    }
    expect((await get(sound.filename)).status).toBe(200);
    expect((await fetch(`${app.url}/api/health/ready`)).status).toBe(200);
    const voice = new Listener();
    expect(await doctor(['--json'], app.config, voice)).toBe(1);
    expect(voice.said.join('')).toContain('"unreadable"');
  });

  it('does not end a backup: the image is reported as lost', async () => {
    await replace(original(), (place) => mkdir(place));
    const voice = new Listener();

    expect(await backup([join(app.folder, `backup-${alice.id}`)], app.config, voice)).toBe(1);

    expect(voice.warned.join('\n')).toContain(`lost before the backup: images/user-${alice.id}/${image.filename}`);
  });

  it.each(SPOILS)('shows the original in the place of a thumbnail that is %s', async (_, spoil) => {
    expect((await get(image.filename, '?size=256')).headers.get('content-type')).toBe('image/webp');
    await replace(join(app.folder, 'uploads/thumbnails', `user-${alice.id}`, `${image.id}-256.webp`), spoil);

    const shown = await get(image.filename, '?size=256');

    expect([shown.status, shown.headers.get('content-type')]).toEqual([200, 'image/png']);
  });

  it('makes storing 503, not 500, in the place of a folder', async () => {
    path = dirname(original());
    await rename(path, `${path}-aside`);
    await writeFile(path, '');

    const made = await app.as(alice).post('/api/ai/generate-image', { prompt: 'a boat' });

    expect([made.status, ((await made.json()) as { type: string }).type]).toEqual([503, '/problems/storage-unavailable']);
  });
});
