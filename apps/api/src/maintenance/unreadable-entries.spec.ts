import { execFileSync } from 'node:child_process';
import { chmod, chown, mkdir, mkdtemp, readdir, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, relative } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import type { ImageRow } from '../database/schema';
import { ImagesService } from '../images/images.service';
import type { TestUser } from '../testing/test-app';
import { backup } from './cli/backup';
import { doctor } from './cli/doctor';
import { EXIT } from './cli/run-cli';
import { restore } from './restore/restore';
import { House, Listener } from './testing/house';

const NOBODY = 65_534;

const ENTRIES: readonly [string, (path: string) => unknown][] = [
  ['a folder', (path) => mkdir(path)],
  ['a FIFO', (path) => execFileSync('mkfifo', [path])],
  ['a link that leads to itself', (path) => symlink(path, path)],
];
const PLACES = ['the original', 'the trash of a moved image', 'the folder of a user', 'a thumbnail', 'a day of the quarantine'] as const;

describe('something else in the place of a file or folder of the store', () => {
  let folder: string;
  let house: House;
  let alice: TestUser;
  let image: ImageRow;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-entries-'));
    house = await House.open({ DATA_DIR: join(folder, 'data'), UPLOADS_DIR: join(folder, 'uploads') });
    alice = await house.app.register();
    image = await house.imageOf(alice);
    await house.imageOf(await house.app.register());
  });
  afterEach(async () => {
    await house.stop();
    await rm(folder, { recursive: true });
  });

  const pathOf = (place: (typeof PLACES)[number]): string => {
    const [user, day] = [`user-${alice.id}`, `quarantine/${new Date().toISOString().slice(0, 10)}`];
    return join(house.uploads, {
      'the original': `images/${user}/${image.filename}`,
      'the trash of a moved image': `trash/${user}/${image.filename}`,
      'the folder of a user': `images/${user}`,
      'a thumbnail': `thumbnails/${user}/${image.id}-256.webp`,
      'a day of the quarantine': day,
    }[place]);
  };
  const put = async (place: (typeof PLACES)[number], make: (path: string) => unknown) => {
    if (place === 'the trash of a moved image') await trashWithoutMove();
    await rm(pathOf(place), { recursive: true, force: true });
    await mkdir(dirname(pathOf(place)), { recursive: true });
    await make(pathOf(place));
  };
  /** As after a move that was cut. */
  const trashWithoutMove = async () => {
    const bytes = await readFile(pathOf('the original'));
    await house.app.get(ImagesService).removeAll(alice.id, [image.filename]);
    await mkdir(dirname(pathOf('the original')), { recursive: true });
    await writeFile(pathOf('the original'), bytes);
  };
  const run = async (program: typeof doctor, ...args: string[]) => {
    const voice = new Listener();
    const code = await program(args, house.app.config, voice);
    expect([...voice.said, ...voice.warned].join('\n')).not.toMatch(/^ +at /m);
    return code;
  };

  const kindsIn = (voice: Listener) => (JSON.parse(voice.said.join('')) as { findings: { kind: string }[] }).findings.map(({ kind }) => kind).sort();

  describe.each(ENTRIES)('%s', (_, make) => {
    it.each(PLACES)('is no fault that ends the doctor or a backup: in the place of %s', async (place) => {
      await put(place, make);

      for (const option of ['--json', '--repair']) expect(await run(doctor, option)).not.toBe(EXIT.failed);
      expect(await run(backup, join(folder, 'copy'))).not.toBe(EXIT.failed);
      await house.stop();
      await expect(restore(house.app.config, join(folder, 'copy'), new Date())).resolves.toBeDefined();
    });
  });

  it('is a finding, and its image the only copy, where a folder is in the place of a moved image', async () => {
    await put('the trash of a moved image', (path) => mkdir(path));
    const voice = new Listener();

    expect(await doctor(['--json'], house.app.config, voice)).toBe(EXIT.findings);
    expect(kindsIn(voice)).toEqual(['foreign', 'unreadable']);
  });

  /** Root can read everything. */
  (process.geteuid?.() === 0 ? it : it.skip)('is a finding where another user may not read: files and folders', async () => {
    const [thumbnail, quiet] = [await house.plant(relative(house.uploads, pathOf('a thumbnail'))), join(house.uploads, `trash/user-${alice.id}`)];
    await mkdir(quiet, { recursive: true });
    for (const path of [pathOf('the original'), thumbnail, quiet]) await chmod(path, 0);
    for (const path of [folder, ...(await readdir(folder, { recursive: true })).map((name) => join(folder, name))]) await chown(path, NOBODY, NOBODY);
    const voice = new Listener();

    process.seteuid?.(NOBODY);
    const code = await doctor(['--json'], house.app.config, voice).finally(() => process.seteuid?.(0));

    expect([code, ...kindsIn(voice)]).toEqual([EXIT.findings, 'foreign', 'unreadable', 'unreadable']);
  });
});
