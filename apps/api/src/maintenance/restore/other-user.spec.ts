import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { chmod, chown, mkdtemp, readdir, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Config, readConfig } from '../../config/config';
import { backup } from '../cli/backup';
import { doctor } from '../cli/doctor';
import { filesUnder, House, Listener, picture } from '../testing/house';
import { restore } from './restore';

const SERVICE = 54_321;
const IS_ROOT = process.geteuid?.() === 0;

/** Only root can give files away. */
(IS_ROOT ? describe : describe.skip)('root, at the command line of a server that another user runs', () => {
  let folder: string;
  let config: Config;
  let copy: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-user-'));
    copy = join(folder, 'copy');
    const settings = { DATA_DIR: join(folder, 'service/data'), UPLOADS_DIR: join(folder, 'service/uploads') };
    config = readConfig({ PORT: '0', LOG_LEVEL: 'silent', ...settings });
    const house = await House.open(settings);
    await house.imageOf(await house.app.register());
    await backup([copy], config, new Listener());
    await house.stop();
    await giveAll(join(folder, 'service'));
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const pathsUnder = async (path: string) => [path, ...(await readdir(path, { recursive: true })).map((name) => join(path, name))];
  const giveAll = async (path: string) => {
    for (const at of await pathsUnder(path)) await chown(at, SERVICE, SERVICE);
  };
  const othersThanService = async () => {
    const found: string[] = [];
    for (const path of await pathsUnder(join(folder, 'service'))) {
      const { uid, gid } = await stat(path);
      if (uid !== SERVICE || gid !== SERVICE) found.push(path);
    }
    return found;
  };

  it('restores files that belong to the owner of what they replace', async () => {
    await restore(config, copy, new Date());

    expect(await othersThanService()).toEqual([]);
    expect(await filesUnder(config.uploadsDir)).not.toEqual({});
  });

  it('restores into folders that are not there yet, for the owner of the folder above', async () => {
    await rm(config.dataDir, { recursive: true });
    await rm(config.uploadsDir, { recursive: true });

    await restore(config, copy, new Date());

    expect(await othersThanService()).toEqual([]);
    expect(await filesUnder(config.uploadsDir)).not.toEqual({});
  });

  it('examines and repairs without leaving a file of its own', async () => {
    const images = join(config.uploadsDir, 'images');
    const [image = ''] = Object.keys(await filesUnder(images));
    await truncate(join(images, image), 10);
    await rm(`${config.databaseFile}.lock`);

    await doctor(['--repair'], config, new Listener());

    expect(await readdir(config.uploadsDir)).toContain('quarantine');
    expect(await othersThanService()).toEqual([]);
  });

  it('adopts files of its own for the owner of the folder', async () => {
    const [user = ''] = await readdir(join(config.uploadsDir, 'images')).then((names) => names.filter((name) => name.startsWith('user-')));
    await writeFile(join(config.uploadsDir, 'images', user, 'copied-by-root.png'), (await picture()));

    await doctor(['--adopt'], config, new Listener());

    expect(await othersThanService()).toEqual([]);
  });

  it('is needed for it: another user is refused before anything changes', async () => {
    for (const path of [folder, ...(await pathsUnder(join(folder, 'service'))), ...(await pathsUnder(copy))]) await chmod(path, 0o777);
    const before = await filesUnder(join(folder, 'service'));

    process.seteuid?.(SERVICE + 1);
    const refused = await restore(config, copy, new Date()).catch((error: unknown) => error).finally(() => process.seteuid?.(0));

    expect(String(refused)).toContain(`This user may not give files to user ${String(SERVICE)}`);
    expect(await filesUnder(join(folder, 'service'))).toEqual(before);
  });
});
