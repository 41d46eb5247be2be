import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdir, readdir, readFile, rename, rm, stat, symlink, truncate, unlink, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { sql } from 'kysely';
import sharp from 'sharp';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../database/database';
import type { ImageRow } from '../database/schema';
import { ImageRepository } from '../images/image.repository';
import { ImagesService } from '../images/images.service';
import { keyBeforeMoveOf, pathOf } from '../images/storage/image-key';
import { StoreSurvey } from '../images/storage/store-survey';
import type { TestUser } from '../testing/test-app';
import { Doctor } from './doctor';
import type { Finding } from './finding';
import { Repairs } from './repairs';
import { House, filesUnder } from './testing/house';

const STRANGER = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f';
const NOW = { deep: false, graceMs: -1000, settleMs: 0 };

describe('the doctor', () => {
  let house: House;
  let alice: TestUser;
  let image: ImageRow;
  let album: string;

  beforeEach(async () => {
    house = await House.open();
    alice = await house.app.register();
    image = await house.imageOf(alice);
  });
  afterEach(() => house.stop());

  const examine = async (how: Partial<typeof NOW> = {}) => (await house.app.get(Doctor).examine({ ...NOW, ...how })).findings;
  const summaries = (findings: readonly Finding[]) => findings.map(({ kind, path }) => [kind, path]);
  const repair = async () => {
    const outcomes = [];
    for (const finding of await examine({ deep: true })) outcomes.push(await house.app.get(Repairs).repair(finding, NOW.graceMs));
    return outcomes;
  };
  const mine = (path: string) => `images/user-${alice.id}/${path}`;
  const swapBytes = async (file: string) => {
    const bytes = await readFile(file);
    bytes[bytes.length - 20]! ^= 1;
    await writeFile(file, bytes);
  };

  it('finds nothing where rows and files agree, in the library and in the trash', async () => {
    const trashed = await house.imageOf(alice);
    await house.app.get(ImagesService).removeAll(alice.id, [trashed.filename]);

    const report = await house.app.get(Doctor).examine({ ...NOW, deep: true });

    expect(report).toEqual({ rows: 2, things: 2, findings: [] });
  });

  const faults: [name: string, kind: string, spoil: () => Promise<string>][] = [
    ['an image whose file is gone', 'missing', async () => unlink(house.fileOf(image)).then(() => mine(image.filename))],
    ['an image whose move was cut', 'misplaced', async () => {
      const there = join(house.uploads, pathOf(keyBeforeMoveOf(image)));
      await mkdir(dirname(there), { recursive: true });
      await rename(house.fileOf(image), there);
      return pathOf(keyBeforeMoveOf(image));
    }],
    ['a file that was cut short', 'truncated', async () => truncate(house.fileOf(image), 100).then(() => mine(image.filename))],
    ['a file with other bytes', 'altered', async () => swapBytes(house.fileOf(image)).then(() => mine(image.filename))],
    ['a file without a row', 'orphaned', async () => house.plant(mine(`${uuidv7()}.png`)).then((path) => path.slice(house.uploads.length + 1))],
    ['a second copy of a trashed image in the library', 'orphaned', async () => house.plant(pathOf(keyBeforeMoveOf(image))).then(() => pathOf(keyBeforeMoveOf(image)))],
    ['a thumbnail without an image', 'orphaned', async () => house.plant(`thumbnails/user-${alice.id}/${uuidv7()}-256.webp`).then((path) => path.slice(house.uploads.length + 1))],
    ['a file that was never finished', 'temporary', async () => house.plant(mine('.0123456789abcdef.tmp')).then(() => mine('.0123456789abcdef.tmp'))],
    ['a file without a byte', 'empty', async () => house.plant(mine('nothing.png'), '').then(() => mine('nothing.png'))],
    ['an empty folder of nobody', 'empty', async () => mkdir(join(house.uploads, `images/user-${STRANGER}`)).then(() => `images/user-${STRANGER}`)],
    ['a link', 'foreign', async () => symlink('/etc/hostname', join(house.uploads, mine('link.png'))).then(() => mine('link.png'))],
    ['a folder among the images', 'foreign', async () => mkdir(join(house.uploads, mine('folder'))).then(() => mine('folder'))],
    ['the folder of somebody unknown, once', 'foreign', async () => {
      await house.plant(`images/user-${STRANGER}/a.png`);
      await house.plant(`images/user-${STRANGER}/b.png`);
      return `images/user-${STRANGER}`;
    }],
    ['something beside the areas', 'foreign', async () => house.plant('notes.txt').then(() => 'notes.txt')],
  ];

  it.each(faults)('tells of %s', async (_, kind, spoil) => {
    const path = await spoil();

    expect(summaries(await examine({ deep: true }))).toEqual([[kind, path]]);
  });

  it('sees other bytes of the same length only when it looks deep', async () => {
    await swapBytes(house.fileOf(image));

    expect(await examine()).toEqual([]);
  });

  it('tells of thumbnails that were cut short, unless it looks quickly, and removes them: they are made anew', async () => {
    const whole = await sharp({ create: { width: 9, height: 9, channels: 3, background: 'red' } }).webp().toBuffer();
    const path = (size: number) => `thumbnails/user-${alice.id}/${image.id}-${String(size)}.webp`;
    await house.plant(path(256), whole);
    await house.plant(path(512), whole.subarray(0, 20));

    expect(summaries(await examine())).toEqual([]);
    expect(summaries(await examine({ deep: true }))).toEqual([['truncated', path(512)]]);
    expect(await repair()).toEqual(['removed']);
    expect(Object.keys(await filesUnder(join(house.uploads, 'thumbnails')))).toEqual([path(256).slice('thumbnails/'.length)]);
  });

  it('leaves alone what may be on its way still', async () => {
    await house.plant(mine(`${uuidv7()}.png`));
    await house.plant(mine('.0123456789abcdef.tmp'));

    expect(await examine({ graceMs: 60_000 })).toEqual([]);
  });

  it('tells nothing of what was put right between its two looks', async () => {
    await rename(house.fileOf(image), `${house.fileOf(image)}.away`);
    const doctor = house.app.get(Doctor);
    const confirm = doctor.confirm.bind(doctor);
    const seen: string[][] = [];
    jest.spyOn(doctor, 'confirm').mockImplementationOnce(async (suspects, ...how) => {
      seen.push(...summaries(suspects));
      await rename(`${house.fileOf(image)}.away`, house.fileOf(image));
      return confirm(suspects, ...how);
    });

    expect(await examine({ graceMs: 60_000 })).toEqual([]);
    expect(seen).toContainEqual(['missing', mine(image.filename)]);
  });

  it('changes nothing by looking', async () => {
    for (const [, , spoil] of faults.slice(4)) await spoil();
    const before = await filesUnder(house.uploads);

    await examine({ deep: true });

    expect(await filesUnder(house.uploads)).toEqual(before);
  });

  it('moves a misplaced image to where its row says', async () => {
    await faults[1]![2]();

    expect(await repair()).toEqual(['is in images now']);
    expect(await examine({ deep: true })).toEqual([]);
  });

  it.each([2, 3])('sets a damaged file aside, after which its row answers 503 and never wrong bytes (%#)', async (fault) => {
    await faults[fault]![2]();
    const damaged = await readFile(house.fileOf(image));

    const [outcome] = await repair();

    const aside = String(outcome).replace('set aside as ', '');
    expect(aside).toMatch(new RegExp(`^quarantine/\\d{4}-\\d\\d-\\d\\d/user-${alice.id}/images/${image.filename}$`));
    expect((await readFile(join(house.uploads, aside))).equals(damaged)).toBe(true);
    expect((await house.app.as(alice).get(`/api/ai/images/${image.filename}`)).status).toBe(503);
    const manifest = await readFile(join(house.uploads, aside.split('/').slice(0, 2).join('/'), 'manifest.jsonl'), 'utf8');
    expect(JSON.parse(manifest)).toMatchObject({ from: mine(image.filename), to: aside, bytes: damaged.length });
  });

  it('sets orphans and foreign files aside, removes what was never finished and thumbnails of nothing, and loses no byte of the rest', async () => {
    for (const index of [4, 6, 7, 10, 12, 13]) await faults[index]![2]();
    const kept = Object.values(await filesUnder(house.uploads)).length;

    await repair();

    expect(summaries(await examine({ deep: true }))).toEqual([['foreign', `images/user-${STRANGER}`], ['foreign', 'notes.txt']].sort());
    expect(Object.values(await filesUnder(house.uploads))).toHaveLength(kept - 2 + 1); // the unfinished file and the thumbnail went, the record came
  });

  it('keeps both when a second orphan of the same name is set aside on the same day', async () => {
    await house.plant(mine('old.png'), 'one');
    await repair();
    await house.plant(mine('old.png'), 'two');

    const [outcome] = await repair();

    expect(await readFile(join(house.uploads, String(outcome).replace('set aside as ', '')), 'utf8')).toBe('two');
    expect(Object.keys(await filesUnder(join(house.uploads, 'quarantine'))).filter((path) => path.includes('old.png'))).toHaveLength(2);
  });

  it.each([
    ['of an owner', () => 'update usage_counters set images = 7, bytes = 1', () => ({ table: 'usage_counters', id: alice.id })],
    ['that an owner lacks', () => 'delete from usage_counters', () => ({ table: 'usage_counters', id: alice.id })],
    ['whose version is behind', () => 'update usage_counters set version = 0', () => ({ table: 'usage_counters', id: alice.id })],
    ['of an album', () => 'update albums set images = 7', () => ({ table: 'albums', id: album })],
  ])('reports a wrong counter %s, and counts it again', async (_, spoil, counter) => {
    album = (await (await house.app.as(alice).post('/api/ai/albums', { name: 'Sea' })).json() as { id: string }).id;
    await house.app.as(alice).post(`/api/ai/albums/${album}/images`, { filenames: [image.filename] });
    await sql.raw(spoil()).execute(house.app.get(Database));

    const { table, id } = counter();
    expect(summaries(await examine())).toEqual([['miscounted', `${table}/${id}`]]);
    expect(await repair()).toEqual(['counted again']);

    expect(await examine()).toEqual([]);
    expect((await house.app.as(alice).json<{ albums: { images: number }[] }>('/api/ai/albums')).albums.map(({ images }) => images)).toEqual([1]);
    expect((await house.listOf(alice)).total).toBe(1);
  });

  it('leaves a row without a file, until it is asked to forget it; then its words are in the record and the count is right', async () => {
    await faults[0]![2]();
    expect(await repair()).toEqual([null]);
    expect((await house.listOf(alice)).total).toBe(1);

    const [finding] = await examine();
    if (finding?.about !== 'row') throw new Error('there is no such finding');
    await house.app.get(Repairs).forget(finding);

    expect(await house.listOf(alice)).toMatchObject({ images: [], total: 0 });
    const [day] = await readdir(join(house.uploads, 'quarantine'));
    expect(JSON.parse(await readFile(join(house.uploads, 'quarantine', String(day), 'manifest.jsonl'), 'utf8'))).toMatchObject({ row: { id: image.id, prompt: image.prompt } });
  });

  it('asks again at the moment of the act: what got its row since is left', async () => {
    const row = await house.imageOf(alice);
    await house.dropRow(row.id);
    const [finding] = await examine();
    await house.app.get(Database).atomically((on) => house.app.get(ImageRepository).insert(alice.id, row, on));

    expect(await house.app.get(Repairs).repair(finding!, NOW.graceMs)).toBe('is well by now');
    expect((await stat(house.fileOf(row))).size).toBe(row.bytes);
  });

  it('puts back what got its row in the very moment of the act', async () => {
    const row = await house.imageOf(alice);
    await house.dropRow(row.id);
    const [finding] = await examine();
    const survey = house.app.get(StoreSurvey);
    const setAside = survey.setAside.bind(survey);
    jest.spyOn(survey, 'setAside').mockImplementation(async (...what) => {
      await house.app.get(Database).atomically((on) => house.app.get(ImageRepository).insert(alice.id, row, on));
      return setAside(...what);
    });

    expect(await house.app.get(Repairs).repair(finding!, NOW.graceMs)).toBe('is well by now');
    expect((await stat(house.fileOf(row))).size).toBe(row.bytes);
  });

  it('does not touch a file that has taken the place of the one it found', async () => {
    const path = await house.plant(mine('old.png'), 'one');
    const [finding] = await examine();
    await rm(path);
    await house.plant(mine('old.png'), 'another');

    const again = await house.app.get(StoreSurvey).setAside((finding as Extract<Finding, { about: 'thing' }>).thing, '2026-01-01', 'orphaned');

    expect(again).toBeNull();
    expect(await readFile(path, 'utf8')).toBe('another');
  });
});
