import { mkdir, rename, symlink, unlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { Database } from '../../database/database';
import type { ImageRow } from '../../database/schema';
import { doctor } from '../../maintenance/cli/doctor';
import { Reconciler } from '../../maintenance/reconciler';
import { Sweep } from '../../maintenance/sweep';
import { filesUnder, House, Listener } from '../../maintenance/testing/house';
import type { TestUser } from '../../testing/test-app';
import { ThumbnailsService } from '../thumbnails/thumbnails.service';
import { PARTS } from './store-marker';

const UNAVAILABLE = { status: 503, type: '/problems/storage-unavailable' };

describe('a folder of the store that goes away while the server runs', () => {
  let house: House;
  let alice: TestUser;
  let image: ImageRow;
  let trashed: ImageRow;
  let disk: string;
  beforeEach(async () => {
    house = await House.open({ SAVE_PATIENCE_SECONDS: '0' });
    alice = await house.app.register();
    [image, trashed] = [await house.imageOf(alice), await house.imageOf(alice)];
    await house.app.as(alice).delete(`/api/ai/images/${trashed.filename}`);
    for (const part of PARTS) await mkdir(join(house.uploads, part), { recursive: true });
    await house.app.get(ThumbnailsService).idle();
    expect((await ready()).status).toBe(200);
    disk = join(house.app.folder, 'disk');
  });
  afterEach(() => house.stop());

  const answerOf = async (response: Response) => ({ status: response.status, type: ((await response.json()) as { type?: string }).type });
  const ready = async () => answerOf(await fetch(`${house.app.url}/api/health/ready`));
  const create = async () => answerOf(await house.app.as(alice).post('/api/ai/generate-image', { prompt: 'a castle' }));
  const promised = async () => (await house.app.get(Database).selectFrom('erasures').select('id').execute()).map(({ id }) => id).sort();
  const removeBoth = async () => {
    const answers = [await house.app.as(alice).delete(`/api/ai/images/${image.filename}?permanent=true`), await house.app.as(alice).delete(`/api/ai/trash/${trashed.filename}`)];
    expect(answers.map(({ status }) => status)).toEqual([204, 204]);
    await house.app.get(Sweep).finishErasures();
  };
  const away = (part: string) => rename(join(house.uploads, part), disk);
  const back = (part: string) => rename(disk, join(house.uploads, part));
  const expectNothingDone = async () => {
    const before = await filesUnder(house.app.folder).then(withoutDatabase);

    expect(await ready()).toEqual(UNAVAILABLE);
    expect(await create()).toEqual(UNAVAILABLE);
    await removeBoth();
    expect(await house.app.get(Reconciler).run()).toEqual([]);

    expect(await promised()).toEqual([image.id, trashed.id].sort());
    expect(await filesUnder(house.app.folder).then(withoutDatabase)).toEqual(before);
  };
  const expectRecovered = async () => {
    expect((await ready()).status).toBe(200);
    await house.app.get(Sweep).finishErasures();
    expect([await promised(), Object.keys(await filesUnder(house.uploads)).filter((path) => path.startsWith('images/') || path.startsWith('trash/'))]).toEqual([[], []]);
  };

  it.each(PARTS)('makes the server not ready, and nothing is erased, when %s is a link to nothing', async (part) => {
    await away(part);
    await symlink(join(house.app.folder, 'nothing'), join(house.uploads, part));
    await expectNothingDone();
    expect(await doctor([], house.app.config, new Listener()).catch((error: unknown) => error)).toMatchObject({ code: 'STORAGE_UNAVAILABLE' });

    await unlink(join(house.uploads, part));
    await back(part);
    await expectRecovered();
  });

  it.each(PARTS)('makes the server not ready, and nothing is erased, when a file is in the place of %s', async (part) => {
    await away(part);
    await writeFile(join(house.uploads, part), 'no folder');
    await expectNothingDone();

    await unlink(join(house.uploads, part));
    await back(part);
    await expectRecovered();
  });

  it.each(PARTS.filter((part) => part !== 'thumbnails'))('makes the server not ready, and nothing is erased, when %s is missing', async (part) => {
    await away(part);
    await expectNothingDone();

    await back(part);
    await expectRecovered();
  });

  it.each(['images', 'trash'])('is missed after a restart as well, and nothing is erased: %s', async (part) => {
    await away(part);
    await house.app.restart();
    await expectNothingDone();

    await back(part);
    await expectRecovered();
  });

  it('does no harm when it is the one of the thumbnails, which are made again', async () => {
    await away('thumbnails');

    expect((await ready()).status).toBe(200);
    expect((await house.app.as(alice).get(`/api/ai/images/${image.filename}?size=256`)).status).toBe(200);
  });
});

function withoutDatabase(files: Record<string, string>): Record<string, string> {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !path.startsWith('data/')));
}
