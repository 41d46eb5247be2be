import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { link, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LeaseRepository } from '../../database/lease.repository';
import { BACKUP_LEASE } from '../../images/image-files';
import { ImagesService } from '../../images/images.service';
import { doctor } from '../cli/doctor';
import { House, Listener, picture, sha256 } from '../testing/house';
import type { TestUser } from '../../testing/test-app';
import { AdoptTree } from './adopt-tree.files';
import type { Adopted } from './adoption';

const BEFORE = new Date('2024-05-06T07:08:09.000Z');

describe('adopting the images of an older installation', () => {
  let house: House;
  let alice: TestUser;

  beforeEach(async () => {
    house = await House.open();
    alice = await house.app.register();
  });
  afterEach(() => house.stop());

  const mine = (name: string) => `images/user-${alice.id}/${name}`;
  const old = async (path: string, bytes?: Uint8Array) => {
    const content = bytes ?? (await picture());
    await utimes(await house.plant(path, content), BEFORE, BEFORE);
    return content;
  };
  const adopt = async (...args: string[]): Promise<{ code: number; adopted: Adopted[] }> => {
    const voice = new Listener();
    const code = await doctor(['--adopt', '--json', ...args], house.app.config, voice);
    return { code, adopted: (JSON.parse(voice.said.join('\n')) as { adopted: Adopted[] }).adopted };
  };
  const filesOf = (folder: string) => readdir(join(house.uploads, 'images', folder)).then((names) => names.sort());

  it('dates no image in the future, whatever its file says, and adopts it once', async () => {
    const bytes = await picture();
    const path = await house.plant(mine('from-the-future.png'), bytes);
    await utimes(path, new Date('2099-01-01'), new Date('2099-01-01'));

    await adopt();
    const { adopted } = await adopt();

    const { images } = await house.listOf(alice);
    expect(images).toHaveLength(1);
    expect(Date.parse(images[0]!.createdAt)).toBeLessThanOrEqual(Date.now());
    expect(adopted).toEqual([]);
  });

  it('goes on after a file that cannot be read', async () => {
    await old(mine('a-broken.png'));
    await old(mine('b-whole.png'));
    const read = jest.spyOn(AdoptTree.prototype, 'read').mockRejectedValueOnce(Object.assign(new Error('EACCES'), { code: 'EACCES' }));

    const { adopted } = await adopt();
    read.mockRestore();

    expect(adopted.map(({ outcome, detail }) => [outcome, detail])).toMatchObject([['refused', 'cannot be read (EACCES)'], ['adopted', expect.any(String)]]);
  });

  it('takes over PNG, JPEG and WebP of any name, byte by byte, with their words and their time', async () => {
    const bytes = [await old(mine('lighthouse-at-dusk.png')), await old(mine('b.jpeg'), await picture('jpeg')), await old(mine('c.bin'), await picture('webp'))];
    await house.plant(mine('b.json'), '{"prompt":"a boat","model":"old-model"}');
    await house.plant(mine('c.bin.txt'), 'a cat\n');

    const { adopted } = await adopt();

    expect(adopted.map(({ outcome }) => outcome)).toEqual(['adopted', 'adopted', 'adopted']);
    const { images, total } = await house.listOf(alice);
    expect(total).toBe(3);
    expect(new Set(images.map(({ sha256: hash }) => hash))).toEqual(new Set(bytes.map(sha256)));
    expect(images.map(({ prompt, model, mimeType }) => [prompt, model, mimeType]).sort()).toEqual([
      ['a boat', 'old-model', 'image/jpeg'],
      ['a cat', 'unknown', 'image/webp'],
      ['lighthouse at dusk', 'unknown', 'image/png'],
    ]);
    for (const image of images) {
      expect(image).toMatchObject({ source: 'imported', createdAt: BEFORE.toISOString(), width: 16, height: 16 });
      const response = await house.app.as(alice).get(image.url);
      expect(sha256(new Uint8Array(await response.arrayBuffer()))).toBe(image.sha256);
    }
    expect((await stat(join(house.uploads, mine(images[0]!.filename)))).mode & 0o777).toBe(0o600);
  });

  it('does nothing the second time, and the house is in order', async () => {
    await old(mine('a.png'));
    await adopt();
    const files = await filesOf(`user-${alice.id}`);

    expect(await adopt()).toEqual({ code: 0, adopted: [] });
    expect(await filesOf(`user-${alice.id}`)).toEqual(files);
    expect((await house.listOf(alice)).total).toBe(1);
  });

  it('goes on after a crash between the new name and the row', async () => {
    await old(mine('a fox.png'));
    await adopt();
    const [image] = (await house.listOf(alice)).images;
    await house.dropRow(image!.filename.slice(0, 36));
    await link(join(house.uploads, mine(image!.filename)), join(house.uploads, mine('a fox.png')));

    await adopt();

    const { images, total } = await house.listOf(alice);
    expect([total, images.map(({ filename, prompt }) => [filename, prompt])]).toEqual([1, [[image!.filename, 'a fox']]]);
    expect(await filesOf(`user-${alice.id}`)).toEqual([image!.filename]);
  });

  it('goes on after a crash between the row and the end of the old name', async () => {
    await old(mine('a.png'));
    await adopt();
    const [image] = (await house.listOf(alice)).images;
    await link(join(house.uploads, mine(image!.filename)), join(house.uploads, mine('a.png')));

    expect((await adopt()).adopted.map(({ outcome }) => outcome)).toEqual(['finished']);
    expect(await filesOf(`user-${alice.id}`)).toEqual([image!.filename]);
    expect((await house.listOf(alice)).total).toBe(1);
  });

  it('keeps one image of the same bytes, and leaves the other file to the doctor', async () => {
    const bytes = await old(mine('a.png'));
    await old(mine('b.png'), bytes);

    const { code, adopted } = await adopt();

    expect([code, adopted.map(({ outcome }) => outcome)]).toEqual([0, ['adopted', 'duplicate']]);
    expect((await house.listOf(alice)).total).toBe(1);
    expect((await readFile(join(house.uploads, mine('b.png')))).equals(bytes)).toBe(true);
  });

  it('refuses what no decoder proves, and leaves it', async () => {
    const whole = await picture();
    await old(mine('cut.png'), whole.subarray(0, whole.length - 100));
    await old(mine('page.png'), Buffer.from('<svg/>'));

    const { code, adopted } = await adopt();

    expect([code, adopted.map(({ outcome }) => outcome)]).toEqual([1, ['refused', 'refused']]);
    expect(await filesOf(`user-${alice.id}`)).toEqual(['cut.png', 'page.png']);
  });

  it('takes a folder of another name for the user it is told, by e-mail or id', async () => {
    const bob = await house.app.register();
    await old('images/user-17/a.png');
    await old('images/robert/b.png');

    await adopt('--map', `user-17=${bob.email.toUpperCase()}`, '--map', `robert=${bob.id}`);

    expect([(await house.listOf(bob)).total, (await house.listOf(alice)).total]).toEqual([2, 0]);
    expect([await filesOf('user-17'), await filesOf('robert')]).toEqual([[], []]);
  });

  it('leaves the folder of somebody unknown, and refuses a map to nobody before it begins', async () => {
    await old('images/user-17/a.png');
    await old(mine('b.png'));

    await expect(adopt('--map', 'user-17=nobody@example.com')).rejects.toThrow('nobody here');
    expect((await house.listOf(alice)).total).toBe(0);

    await adopt();
    expect(await filesOf('user-17')).toEqual(['a.png']);
  });

  it('never brings back what was deleted', async () => {
    const row = await house.imageOf(alice);
    await house.app.get(LeaseRepository).take(BACKUP_LEASE, 'a backup', Date.now(), Date.now() + 60_000);
    await house.app.get(ImagesService).removeAll(alice.id, [row.filename], true);
    expect((await stat(house.fileOf(row))).size).toBe(row.bytes);

    expect((await adopt()).adopted).toEqual([]);
    expect((await house.listOf(alice)).total).toBe(0);
  });

  it('does not take over again, before its files are erased, what was adopted and deleted', async () => {
    const bytes = await old(mine('a.png'));
    await adopt();
    const [image] = (await house.listOf(alice)).images;
    await house.app.get(LeaseRepository).take(BACKUP_LEASE, 'a backup', Date.now(), Date.now() + 60_000);
    await house.app.get(ImagesService).removeAll(alice.id, [image!.filename], true);
    await old(mine('a.png'), bytes);

    expect((await adopt()).adopted).toMatchObject([{ path: mine('a.png'), outcome: 'refused' }]);
    expect((await readFile(join(house.uploads, mine('a.png')))).equals(bytes)).toBe(true);
  });

  it('leaves a file that the running server is about to give its row', async () => {
    await writeFile(await house.plant(mine('0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png')), await picture());

    expect((await adopt()).adopted).toEqual([]);
  });
});
