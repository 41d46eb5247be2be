import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readFile, rm, stat, unlink } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import SqliteDatabase from 'better-sqlite3';
import { readConfig } from '../../config/config';
import { LeaseRepository } from '../../database/lease.repository';
import type { ImageRow } from '../../database/schema';
import { BACKUP_LEASE } from '../../images/image-files';
import { ImagesService } from '../../images/images.service';
import { StoreIdentity } from '../../images/storage/store-identity';
import { ImageStore } from '../../images/storage/image-store';
import { TrashService } from '../../images/trash/trash.service';
import type { TestUser } from '../../testing/test-app';
import { backup } from '../cli/backup';
import { BackupSource } from '../restore/backup-source.files';
import { restore } from '../restore/restore';
import { Sweep } from '../sweep';
import { filesUnder, House, Listener, sha256 } from '../testing/house';
import { Backup } from './backup';

describe('a backup', () => {
  let house: House;
  let alice: TestUser;
  let folder: string;

  beforeEach(async () => {
    house = await House.open();
    alice = await house.app.register();
    folder = join(house.app.folder, 'backup');
  });
  afterEach(() => house.stop());

  const run = async (...args: string[]) => {
    const voice = new Listener();
    return { code: await backup([folder, ...args], house.app.config, voice), ...voice };
  };
  const ofTheRunning = (store: ImageStore = house.app.get(ImageStore)) => new Backup(house.app.config, house.app.get(LeaseRepository), store, house.app.get(StoreIdentity));

  it('holds the rows, the files they name, and the keys, all for their owner alone', async () => {
    const [image, trashed] = [await house.imageOf(alice), await house.imageOf(alice)];
    await house.app.get(ImagesService).removeAll(alice.id, [trashed.filename]);

    expect((await run()).code).toBe(0);

    const { complete, entries } = await new BackupSource(folder).verify();
    expect(complete).toMatchObject({ format: 1, images: 2, lost: [], secrets: true, files: entries.length });
    expect(entries.map(({ path }) => path).sort()).toEqual([
      `images/user-${alice.id}/${image.filename}`,
      'secrets/access-1.key',
      'secrets/media-1.key',
      'secrets/safety-1.key',
      'secrets/session-1.key',
      `trash/user-${alice.id}/${trashed.filename}`,
      'vitrine.db',
    ]);
    for (const { path } of entries) expect((await stat(join(folder, path))).mode & 0o777).toBe(0o600);
    expect((await stat(folder)).mode & 0o777).toBe(0o700);
  });

  it('is readable by its owner alone from the first byte of each file, whatever the rights of the process', async () => {
    const umask = process.umask(0);
    try {
      const begun = jest.spyOn(SqliteDatabase.prototype, 'backup').mockImplementationOnce(async (file) => {
        begun.mockRestore();
        expect((await stat(file)).mode & 0o777).toBe(0o600);
        throw new Error('the copy has begun');
      });

      await expect(run()).rejects.toThrow('the copy has begun');
    } finally {
      process.umask(umask);
    }
  });

  it('leaves the keys out when told to', async () => {
    await run('--without-secrets');

    expect((await new BackupSource(folder).verify()).entries.map(({ path }) => path)).toEqual(['vitrine.db']);
  });

  it('leaves deletes as they were when it is done: nothing held up, nothing forgotten', async () => {
    const image = await house.imageOf(alice);
    await run();

    await house.app.get(ImagesService).removeAll(alice.id, [image.filename], true);

    await expect(stat(house.fileOf(image))).rejects.toThrow('ENOENT');
  });

  it('never mixes with what is in the folder already', async () => {
    await run();
    const before = await filesUnder(folder);

    await expect(run()).rejects.toThrow('not empty');
    expect(await filesUnder(folder)).toEqual(before);
  });

  it('does not begin while another one runs', async () => {
    await house.app.get(LeaseRepository).take(BACKUP_LEASE, 'another', Date.now(), Date.now() + 60_000);

    await expect(run()).rejects.toThrow('Another backup');
  });

  it('is none when it lost its lease on the way: files could be gone', async () => {
    await house.imageOf(alice);
    jest.spyOn(house.app.get(LeaseRepository), 'prolong').mockResolvedValue(false);

    await expect(ofTheRunning().run(folder, { secrets: true })).rejects.toThrow('Run it again');
    await expect(new BackupSource(folder).verify()).rejects.toThrow('complete.json is missing');
  });

  it('keeps the row and says so when the bytes were lost or damaged before', async () => {
    const [kept, lost] = [await house.imageOf(alice), await house.imageOf(alice)];
    await unlink(house.fileOf(lost));

    const { code, warned } = await run();

    expect([code, warned]).toEqual([1, [`lost before the backup: images/user-${alice.id}/${lost.filename}`]]);
    const { complete, entries } = await new BackupSource(folder).verify();
    expect(complete.images).toBe(2);
    expect(entries.map(({ path }) => path)).toContain(`images/user-${alice.id}/${kept.filename}`);
  });

  it('has every image that was there when it began, though all are deleted for good before it reads the first file', async () => {
    const images = [await house.imageOf(alice), await house.imageOf(alice), await house.imageOf(alice)];
    const store = house.app.get(ImageStore);
    let deleted = false;
    const spied = jest.spyOn(store, 'read').mockImplementationOnce(async (key) => {
      deleted = (await house.app.as(alice).delete(`/api/ai/images/${images[0]!.filename}?permanent=true`)).status === 204;
      await house.app.get(ImagesService).removeAll(alice.id, [images[1]!.filename, images[2]!.filename]);
      await house.app.get(TrashService).empty(alice.id);
      return store.read(key);
    });

    const complete = await ofTheRunning().run(folder, { secrets: true });
    spied.mockRestore();

    expect([deleted, complete.images, complete.lost]).toEqual([true, 3, []]);
    expect((await new BackupSource(folder).verify()).entries).toHaveLength(3 + 4 + 1);
    expect(await house.app.get(Sweep).finishErasures()).toBe(3);
    expect(Object.keys(await filesUnder(join(house.uploads, 'images')))).toEqual([]);
  });

  it('is whole and restores to a house in order while images come, move and go all the time', async () => {
    const images: ImageRow[] = [];
    for (let i = 0; i < 20; i += 1) images.push(await house.imageOf(alice));
    let over = false;
    const life = (async () => {
      const service = house.app.get(ImagesService);
      for (let i = 0; !over; i += 1) {
        images.push(await house.imageOf(alice));
        const [one, other, third] = images.splice(0, 3);
        if (one) await service.removeAll(alice.id, [one.filename], true);
        if (other) await service.removeAll(alice.id, [other.filename]);
        if (third) await service.removeAll(alice.id, [third.filename]).then(() => house.app.get(TrashService).restore(alice.id, [third.filename]));
        images.push(await house.imageOf(alice), await house.imageOf(alice));
        if (third) images.push(third);
      }
    })();

    const backups = [];
    for (let i = 0; i < 5; i += 1) {
      const target = join(house.app.folder, `backup-${String(i)}`);
      backups.push(target);
      expect(await backup([target], house.app.config, new Listener())).toBe(0);
      await wait(50);
    }
    over = true;
    await life;

    for (const target of backups) {
      const { complete, entries } = await new BackupSource(target).verify();
      expect([complete.lost, entries.length]).toEqual([[], complete.images + 5]);
    }
    const settings = { DATA_DIR: join(house.app.folder, 'elsewhere/data'), UPLOADS_DIR: join(house.app.folder, 'elsewhere/uploads') };
    const elsewhere = await restoredInto(settings, backups.at(-1)!);
    try {
      expect(await elsewhere.damage()).toEqual([]);
      const user = await elsewhere.app.signIn(alice);
      for (const image of (await elsewhere.listOf(user)).images) {
        expect(sha256(new Uint8Array(await (await elsewhere.app.as(user).get(image.url)).arrayBuffer()))).toBe(image.sha256);
      }
    } finally {
      await elsewhere.stop();
    }
  });

  async function restoredInto(settings: { DATA_DIR: string; UPLOADS_DIR: string }, from: string): Promise<House> {
    await restore(readConfig(settings), from, new Date());
    expect(await readFile(join(settings.DATA_DIR, 'secrets/access-1.key'))).toEqual(await readFile(join(from, 'secrets/access-1.key')));
    return House.open(settings);
  }

  it('can be thrown away when it was killed on the way, and run anew when its lease is over', async () => {
    await house.imageOf(alice);
    const leases = house.app.get(LeaseRepository);
    await leases.take(BACKUP_LEASE, 'killed', Date.now() - 120_000, Date.now() - 1);
    await rm(folder, { recursive: true, force: true });

    expect((await run()).code).toBe(0);
  });
});
