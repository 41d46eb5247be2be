import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { truncate } from 'node:fs/promises';
import { setTimeout as wait } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { LeaseRepository } from '../database/lease.repository';
import type { ImageRow } from '../database/schema';
import { BACKUP_LEASE } from '../images/image-files';
import type { TestUser } from '../testing/test-app';
import { Doctor } from './doctor';
import { Reconciler } from './reconciler';
import { Repairs } from './repairs';
import { Sweep } from './sweep';
import { dateFiles, filesUnder, House } from './testing/house';

const GRACE_MS = 2000;

describe('what was deleted for good', () => {
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

  const files = async () => Object.keys(await filesUnder(house.uploads));
  const filesOf = async (id: string) => (await files()).filter((path) => path.includes(id));
  const removeForGood = (row: ImageRow) => house.app.as(alice).delete(`/api/ai/images/${row.filename}?permanent=true`);
  const setDamagedAside = async (row: ImageRow) => {
    await truncate(house.fileOf(row), 10);
    await house.app.get(Reconciler).run();
  };

  it('is gone from the quarantine too, and nothing else is', async () => {
    const [other, bob] = [await house.imageOf(alice), await house.app.register()];
    const foreign = await house.imageOf(bob);
    for (const row of [image, other, foreign]) await setDamagedAside(row);
    const [day = ''] = (await filesOf(image.id)).map((path) => path.split('/')[1]);
    await house.plant(`quarantine/${day}/user-${alice.id}/images/${image.filename}~2`);
    await house.plant(`quarantine/${day}/user-${alice.id}/thumbnails/${image.id}-256.webp`);
    await house.plant(`quarantine/${day}/user-${bob.id}/images/${image.filename}`);

    expect((await removeForGood(image)).status).toBe(204);

    expect(await filesOf(image.id)).toEqual([`quarantine/${day}/user-${bob.id}/images/${image.filename}`]);
    expect([await filesOf(other.id), await filesOf(foreign.id)]).toEqual([[expect.stringMatching(/^quarantine/)], [expect.stringMatching(/^quarantine/)]]);
  });

  it('stays in the quarantine when it was not its owner who ended it', async () => {
    await setDamagedAside(image);
    const [finding] = (await house.app.get(Doctor).examine({ deep: false, graceMs: -1000, settleMs: 0 })).findings;
    if (finding?.about !== 'row') throw new Error('there is no such finding');

    await house.app.get(Repairs).forget(finding);
    await house.app.get(Sweep).finishErasures();

    expect(await filesOf(image.id)).toEqual([expect.stringMatching(/^quarantine/)]);
    expect((await house.listOf(alice)).total).toBe(0);
  });

  it('is not set aside while a backup holds its erasure up', async () => {
    await wait(GRACE_MS + 100);
    await house.app.get(LeaseRepository).take(BACKUP_LEASE, 'a backup', Date.now(), Date.now() + 60_000);
    await removeForGood(image);

    await house.app.get(Reconciler).run();

    expect(await filesOf(image.id)).toEqual([`images/user-${alice.id}/${image.filename}`]);
  });

  it('leaves no thumbnail: those without an image are removed, however many they are, and never set aside', async () => {
    const ids = Array.from({ length: 101 }, () => uuidv7());
    const planted: string[] = [];
    for (const id of ids) planted.push(await house.plant(`thumbnails/user-${alice.id}/${id}-256.webp`));
    await dateFiles(planted, Date.now() + 60_000);
    await house.app.get(Reconciler).run();
    expect((await files()).filter((path) => path.startsWith('thumbnails/'))).toHaveLength(ids.length);
    await dateFiles(planted, Date.now());
    await wait(GRACE_MS + 100);

    await house.app.get(Reconciler).run();

    expect((await files()).filter((path) => ids.some((id) => path.includes(id)))).toEqual([]);
  });
});
