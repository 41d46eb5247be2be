import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { Database } from '../database/database';
import { LeaseRepository } from '../database/lease.repository';
import type { ImageRow } from '../database/schema';
import { BACKUP_LEASE } from '../images/image-files';
import { ImagesService } from '../images/images.service';
import { keyOf, pathOf } from '../images/storage/image-key';
import type { TestUser } from '../testing/test-app';
import { Doctor } from './doctor';
import { Reconciler } from './reconciler';
import { Sweep } from './sweep';
import { dateFiles, filesUnder, House } from './testing/house';

const GRACE_MS = 2000;

describe('the reconciler', () => {
  let house: House;
  let alice: TestUser;
  let image: ImageRow;

  beforeEach(async () => {
    house = await House.open({ GENERATION_TIMEOUT_SECONDS: '1', SWEEP_GRACE_SECONDS: '2' });
    alice = await house.app.register();
    image = await house.imageOf(alice);
    await house.app.get(Reconciler).idle();
  });
  afterEach(() => house.stop());

  const restarted = async () => {
    await house.app.restart();
    await house.app.get(Reconciler).idle();
  };
  const isThere = (path: string) => stat(path).then(() => true, () => false);

  it('finishes at the start a move into the trash that was cut', async () => {
    await house.app.get(ImagesService).removeAll(alice.id, [image.filename]);
    const trashed = join(house.uploads, pathOf(keyOf({ ...image, deleted_at: 1 })));
    await rename(trashed, house.fileOf(image));

    await restarted();

    expect([await isThere(trashed), await isThere(house.fileOf(image))]).toEqual([true, false]);
  });

  it('finishes at the start an erasure that was cut, and only that', async () => {
    const kept = await house.imageOf(alice);
    const bytes = await readFile(house.fileOf(image));
    await house.app.get(ImagesService).removeAll(alice.id, [image.filename], true);
    await writeFile(house.fileOf(image), bytes);
    await house.app.get(Database).insertInto('erasures').values({ id: image.id, owner_id: alice.id, filename: image.filename, created_at: 1 }).execute();

    await restarted();

    expect([await isThere(house.fileOf(image)), await isThere(house.fileOf(kept))]).toEqual([false, true]);
    expect(await house.app.get(Database).selectFrom('erasures').selectAll().execute()).toEqual([]);
  });

  it('keeps the promise of an erasure in the transaction that removes the row, and ends it with the files', async () => {
    await house.app.get(LeaseRepository).take(BACKUP_LEASE, 'a backup', Date.now(), Date.now() + 60_000);

    expect((await house.app.as(alice).delete(`/api/ai/images/${image.filename}?permanent=true`)).status).toBe(204);

    expect((await house.app.as(alice).get(`/api/ai/images/${image.filename}`)).status).toBe(404);
    expect(await house.app.get(Sweep).finishErasures()).toBe(0);
    expect(await isThere(house.fileOf(image))).toBe(true);
    await house.app.get(LeaseRepository).release(BACKUP_LEASE, 'a backup');
    expect(await house.app.get(Sweep).finishErasures()).toBe(1);
    expect(await isThere(house.fileOf(image))).toBe(false);
  });

  it('is held up by a backup that was killed no longer than its lease', async () => {
    await house.app.get(LeaseRepository).take(BACKUP_LEASE, 'a killed backup', Date.now(), Date.now() + 60_000);
    await house.app.get(ImagesService).removeAll(alice.id, [image.filename], true);
    expect(await house.app.get(Sweep).finishErasures()).toBe(0);
    await house.app.get(LeaseRepository).prolong(BACKUP_LEASE, 'a killed backup', Date.now(), Date.now() - 1);

    expect(await house.app.get(Sweep).finishErasures()).toBe(1);
    expect(await isThere(house.fileOf(image))).toBe(false);
  });

  it('takes away after the grace what a crash left half-made, and not before', async () => {
    const left = await house.plant(`images/user-${alice.id}/${uuidv7()}.png`);
    const unfinished = await house.plant(`images/user-${alice.id}/.0123456789abcdef.tmp`);

    await dateFiles([left, unfinished], Date.now() + 60_000);
    await house.app.get(Reconciler).run();
    expect([await isThere(left), await isThere(unfinished)]).toEqual([true, true]);

    await dateFiles([left, unfinished], Date.now());
    await wait(GRACE_MS + 100);
    await house.app.get(Reconciler).run();
    expect([await isThere(left), await isThere(unfinished), await isThere(house.fileOf(image))]).toEqual([false, false, true]);
    expect(Object.keys(await filesUnder(join(house.uploads, 'quarantine'))).some((path) => left.endsWith(path.split('/').at(-1) ?? '-'))).toBe(true);
  });

  it('leaves alone the images of an installation before this one', async () => {
    const named = await house.plant(`images/user-${alice.id}/lighthouse.png`);
    const before = await house.plant(`images/user-${alice.id}/${uuidv7({ msecs: Date.now() - 86_400_000 })}.png`);
    await wait(GRACE_MS + 100);

    await house.app.get(Reconciler).run();

    expect([await isThere(named), await isThere(before)]).toEqual([true, true]);
  });

  it('takes many files without rows for a sign that the rows are lost, and leaves them', async () => {
    const planted = await Promise.all(Array.from({ length: 101 }, () => house.plant(`images/user-${alice.id}/${uuidv7()}.png`)));
    await wait(GRACE_MS + 100);

    const found = await house.app.get(Reconciler).run();

    expect(found).toHaveLength(101);
    expect(await Promise.all(planted.map(isThere))).not.toContain(false);
  });

  it('serves no bytes that were swapped while it was down', async () => {
    const bytes = await readFile(house.fileOf(image));
    bytes[bytes.length - 20]! ^= 1;
    await writeFile(house.fileOf(image), bytes);

    await restarted();

    expect((await house.app.as(alice).get(`/api/ai/images/${image.filename}`)).status).toBe(503);
    expect((await house.listOf(alice)).total).toBe(1);
  });

  it('leaves a row whose file is missing', async () => {
    await rename(house.fileOf(image), join(house.app.folder, 'away.png'));

    await restarted();
    expect((await house.listOf(alice)).total).toBe(1);

    await rename(join(house.app.folder, 'away.png'), house.fileOf(image));
    expect((await house.app.as(alice).get(`/api/ai/images/${image.filename}`)).status).toBe(200);
  });

  it('ends at once when the application stops, even between its two looks', async () => {
    await rename(house.fileOf(image), join(house.app.folder, 'away.png'));
    const [doctor, reconciler] = [house.app.get(Doctor), house.app.get(Reconciler)];
    const confirm = doctor.confirm.bind(doctor);
    let stopped: Promise<void> | undefined;
    jest.spyOn(doctor, 'confirm').mockImplementationOnce((...suspects) => {
      const confirmed = confirm(...suspects);
      stopped = reconciler.beforeApplicationShutdown();
      return confirmed;
    });

    await expect(reconciler.run()).rejects.toThrow('aborted');

    await stopped;
  });
});
