import { execFileSync } from 'node:child_process';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { lstat, mkdir, mkdtemp, readdir, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { Database } from '../../database/database';
import type { ImageRow } from '../../database/schema';
import { backup } from '../../maintenance/cli/backup';
import { doctor } from '../../maintenance/cli/doctor';
import { Sweep } from '../../maintenance/sweep';
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

  const asideOf = (name: string) => join(app.folder, 'uploads/quarantine', new Date().toISOString().slice(0, 10), `user-${alice.id}`, 'images', name);
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

  it.each(SPOILS)('is set aside when the image is deleted permanently, which ends the erasure: %s', async (_, spoil) => {
    await replace(original(), spoil);
    if ((await lstat(path)).isDirectory()) await writeFile(join(path, 'a file of somebody'), 'bytes');

    expect((await app.as(alice).delete(`/api/ai/images/${image.filename}?permanent=true`)).status).toBe(204);
    await app.get(Sweep).finishErasures();

    expect(await app.get(Database).selectFrom('erasures').select('id').where('id', '=', image.id).execute()).toEqual([]);
    const aside = asideOf(image.filename);
    expect((await lstat(aside)).isFile()).toBe(false);
    await expect(lstat(path)).rejects.toMatchObject({ code: 'ENOENT' });
    if ((await lstat(aside)).isDirectory()) expect(await readdir(aside)).toEqual(['a file of somebody']);
  });

  it.each(SPOILS)('goes to the trash and comes back, 503 for that image alone: %s', async (_, spoil) => {
    await replace(original(), spoil);

    expect((await app.as(alice).delete(`/api/ai/images/${image.filename}`)).status).toBe(204);
    const restored = await app.as(alice).post('/api/ai/trash/restore', { filenames: [image.filename] });

    expect([restored.status, (await get(image.filename)).status, (await get(sound.filename)).status]).toEqual([200, 503, 200]);
  });

  it('goes to a trash on another file system and comes back, although a folder cannot be moved there', async () => {
    const [trash, volume] = [join(app.folder, 'uploads/trash'), await mkdtemp('/dev/shm/vitrine-trash-')];
    await rename(trash, `${trash}-aside`).catch(() => undefined);
    await symlink(volume, trash);
    try {
      await replace(original(), (place) => mkdir(place));

      const deleted = await app.as(alice).delete(`/api/ai/images/${image.filename}`);
      const inTrash = await app.as(alice).get(`/api/ai/images/trash/${image.filename}`);
      const restored = await app.as(alice).post('/api/ai/trash/restore', { filenames: [image.filename] });

      expect([deleted.status, inTrash.status, restored.status, (await get(image.filename)).status, (await get(sound.filename)).status]).toEqual([204, 503, 200, 503, 200]);
      expect((await lstat(path)).isDirectory()).toBe(true);
    } finally {
      await rm(trash);
      await rename(`${trash}-aside`, trash).catch(() => undefined);
      await rm(volume, { recursive: true });
    }
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

  it('is set aside where a thumbnail belongs: a folder there would block every attempt to write it', async () => {
    await replace(join(app.folder, 'uploads/thumbnails', `user-${alice.id}`, `${image.id}-256.webp`), (place) => mkdir(place));
    await writeFile(join(path, 'a file of somebody'), 'bytes');

    await get(image.filename, '?size=256');
    await app.get(ThumbnailsService).idle();

    expect((await get(image.filename, '?size=256')).headers.get('content-type')).toBe('image/webp');
    expect(await readdir(asideOf(`${image.id}-256.webp`).replace('/images/', '/thumbnails/'))).toEqual(['a file of somebody']);
  });

  it('makes storing 503, not 500, in the place of a folder', async () => {
    path = dirname(original());
    await rename(path, `${path}-aside`);
    await writeFile(path, '');

    const made = await app.as(alice).post('/api/ai/generate-image', { prompt: 'a boat' });

    expect([made.status, ((await made.json()) as { type: string }).type]).toEqual([503, '/problems/storage-unavailable']);
  });
});
