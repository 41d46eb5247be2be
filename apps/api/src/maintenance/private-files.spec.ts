import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ThumbnailsService } from '../images/thumbnails/thumbnails.service';
import { backup } from './cli/backup';
import { doctor } from './cli/doctor';
import { restore } from './restore/restore';
import { House, Listener } from './testing/house';

describe('the files of an installation', () => {
  let folder: string;
  let umask: number;
  beforeEach(async () => {
    umask = process.umask(0);
    folder = await mkdtemp(join(tmpdir(), 'vitrine-private-'));
  });
  afterEach(async () => {
    process.umask(umask);
    await rm(folder, { recursive: true });
  });

  /** Everything below a folder that anybody but its owner has a right to. */
  const shared = async () => {
    const entries = await readdir(folder, { recursive: true, withFileTypes: true });
    const paths = entries.map((entry) => join(entry.parentPath, entry.name));
    const found = await Promise.all(paths.map(async (path) => (((await stat(path)).mode & 0o077) === 0 ? null : path.slice(folder.length + 1))));
    return { seen: paths.length, shared: found.filter((path) => path !== null).sort() };
  };

  it('are their owner’s alone, in folders that were there before with looser rights, whatever the process allows', async () => {
    for (const name of ['data', 'uploads']) await mkdir(join(folder, name)).then(() => chmod(join(folder, name), 0o755));
    const house = await House.open({ DATA_DIR: join(folder, 'data'), UPLOADS_DIR: join(folder, 'uploads') });
    const alice = await house.app.register();
    const image = await house.imageOf(alice);
    await house.app.as(alice).get(`/api/ai/images/${image.filename}?size=256`);
    await house.app.get(ThumbnailsService).idle();
    await house.app.as(alice).delete(`/api/ai/images/${image.filename}`);
    await chmod(await house.plant(`images/user-${alice.id}/0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png`), 0o600);
    const config = house.app.config;
    await doctor(['--repair'], config, new Listener());

    const served = await shared();
    expect(await backup([join(folder, 'copy')], config, new Listener())).toBe(0);
    await house.stop();
    await restore(config, join(folder, 'copy'), new Date());
    const restored = await shared();

    expect(served.seen).toBeGreaterThan(15);
    expect(restored.seen).toBeGreaterThan(served.seen);
    expect([served.shared, restored.shared]).toEqual([['data', 'uploads'], ['data', 'uploads']]);
  });
});
