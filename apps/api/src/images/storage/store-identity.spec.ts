import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdir, readdir, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readConfig } from '../../config/config';
import { Database } from '../../database/database';
import type { ImageRow } from '../../database/schema';
import { backup } from '../../maintenance/cli/backup';
import { doctor } from '../../maintenance/cli/doctor';
import { restore } from '../../maintenance/cli/restore';
import { Reconciler } from '../../maintenance/reconciler';
import { Sweep } from '../../maintenance/sweep';
import { filesUnder, House, Listener } from '../../maintenance/testing/house';
import type { TestUser } from '../../testing/test-app';
import { ThumbnailsService } from '../thumbnails/thumbnails.service';

const UNAVAILABLE = { status: 503, type: '/problems/storage-unavailable' };

describe('the marker of the image store', () => {
  let house: House;
  let alice: TestUser;
  let image: ImageRow;
  let disk: string;
  beforeEach(async () => {
    house = await House.open({ SAVE_PATIENCE_SECONDS: '0' });
    alice = await house.app.register();
    image = await house.imageOf(alice);
    await house.app.get(ThumbnailsService).idle();
    disk = join(house.app.folder, 'disk');
  });
  afterEach(() => house.stop());

  const marker = () => join(house.uploads, '.vitrine-store');
  const idInMarker = async () => (JSON.parse(await readFile(marker(), 'utf8')) as { id: string }).id;
  const storeId = async () => (await house.app.get(Database).selectFrom('installation').select('value').where('key', '=', 'store-id').executeTakeFirst())?.value;
  const forget = () => house.app.get(Database).deleteFrom('installation').where('key', '=', 'store-id').execute();
  const answerOf = async (response: Response) => ({ status: response.status, type: ((await response.json()) as { type?: string }).type });
  const ready = async () => answerOf(await fetch(`${house.app.url}/api/health/ready`));
  const create = async () => answerOf(await house.app.as(alice).post('/api/ai/generate-image', { prompt: 'a castle' }));
  const remove = (query = '') => house.app.as(alice).delete(`/api/ai/images/${image.filename}${query}`);
  const openImage = () => house.app.as(alice).get(`/api/ai/images/${image.filename}`);
  const promised = async () => (await house.app.get(Database).selectFrom('erasures').select('id').execute()).map(({ id }) => id);
  /** Leaves the empty mount point. */
  const unmount = async () => {
    await rename(house.uploads, disk);
    await mkdir(house.uploads);
  };
  const mount = async () => {
    await rm(house.uploads, { recursive: true });
    await rename(disk, house.uploads);
  };
  const ofAnother = async () => writeFile(marker(), (await readFile(marker(), 'utf8')).replace(/"id":"[^"]+"/, '"id":"another"'));

  it('is made by a new installation, with the id that the database holds', async () => {
    expect(await idInMarker()).toBe(await storeId());
  });

  it.each([
    ['is missing', async () => rm(marker())],
    ['is of another installation', ofAnother],
    ['is damaged', async () => writeFile(marker(), 'nonsense')],
    ['is a folder', async () => rm(marker()).then(() => mkdir(marker()))],
    ['went with its disk', unmount],
  ])('makes the server not ready when it %s: nothing is written or erased', async (_, spoil) => {
    await spoil();
    const before = await filesUnder(house.uploads);

    expect(await ready()).toEqual(UNAVAILABLE);
    expect(await create()).toEqual(UNAVAILABLE);
    expect((await remove('?permanent=true')).status).toBe(204);
    await house.app.get(Sweep).finishErasures();
    expect(await house.app.get(Reconciler).run()).toEqual([]);

    expect(await promised()).toEqual([image.id]);
    expect(await filesUnder(house.uploads)).toEqual(before);
  });

  it('is recognized without a restart when the disk is back, and what was promised is erased', async () => {
    await unmount();
    expect((await openImage()).status).toBe(503);
    await remove('?permanent=true');
    await mount();

    expect((await ready()).status).toBe(200);
    expect((await create()).status).toBe(201);
    await house.app.get(Sweep).finishErasures();

    expect(await promised()).toEqual([]);
    expect(Object.keys(await filesUnder(house.uploads)).filter((path) => path.includes(image.id))).toEqual([]);
  });

  it('does not stop a start, which is ready when the disk is back', async () => {
    await unmount();
    await house.app.restart();
    expect(await ready()).toEqual(UNAVAILABLE);
    await mount();

    expect((await ready()).status).toBe(200);
    expect((await openImage()).status).toBe(200);
  });

  it('is made once by an installation from before, whose images are there', async () => {
    await rm(marker());
    await forget();
    await house.app.restart();

    expect((await ready()).status).toBe(200);
    expect(await idInMarker()).toBe(await storeId());
  });

  it('is not made where the images of an installation from before are not: its disk was away during the upgrade', async () => {
    await rm(marker());
    await forget();
    await unmount();
    await house.app.restart();

    expect(await ready()).toEqual(UNAVAILABLE);
    expect(await readdir(house.uploads)).toEqual([]);
    expect(await storeId()).toBeUndefined();
  });

  it('is made within seconds of the disk being back, when the clock was set back in between', async () => {
    await rm(marker());
    await forget();
    await unmount();
    await house.app.restart();
    expect(await ready()).toEqual(UNAVAILABLE);
    await mount();
    const hourAgo = Date.now() - 3_600_000;
    const clock = jest.spyOn(Date, 'now').mockImplementation(() => hourAgo);

    let status = 503;
    for (let tries = 0; tries < 100 && status === 503; tries += 1) {
      await new Promise((later) => setTimeout(later, 100));
      ({ status } = await fetch(`${house.app.url}/api/health/ready`));
    }
    clock.mockRestore();

    expect(status).toBe(200);
  });

  it('is taken over by a database that knows of none', async () => {
    const id = await idInMarker();
    await forget();
    await house.app.restart();

    expect(await storeId()).toBe(id);
  });

  it('is needed in a part on a disk of its own, too', async () => {
    const [trash, elsewhere] = [join(house.uploads, 'trash'), join(house.app.folder, 'elsewhere')];
    await mkdir(elsewhere);
    await symlink(elsewhere, trash);
    await house.app.restart();
    expect((await remove()).status).toBe(204);
    expect(await readdir(elsewhere)).toContain(`user-${alice.id}`);

    await rm(join(elsewhere, '.vitrine-store'));

    expect(await ready()).toEqual(UNAVAILABLE);
  });

  it('lets a folder of thumbnails be removed by hand', async () => {
    await rm(join(house.uploads, 'thumbnails'), { recursive: true, force: true });

    expect((await ready()).status).toBe(200);
    expect((await create()).status).toBe(201);
  });

  describe('at the command line', () => {
    const voice = () => new Listener();
    const target = () => join(house.app.folder, 'backup');

    it('ends the doctor and a backup before they take every image for lost', async () => {
      await unmount();

      await expect(doctor(['--quick'], house.app.config, voice())).rejects.toThrow(/\.vitrine-store is missing/);
      await expect(backup([target()], house.app.config, voice())).rejects.toThrow(/\.vitrine-store is missing/);
    });

    it('is accepted as it is by the doctor when asked to, and the running server works again', async () => {
      await rm(marker());

      expect(await doctor(['--quick', '--accept-store'], house.app.config, voice())).toBe(0);

      expect((await ready()).status).toBe(200);
      expect(await idInMarker()).toBe(await storeId());
    });

    it('is not made where a folder has its name: the doctor says to move it away', async () => {
      await rm(marker());
      await mkdir(marker());

      await expect(doctor(['--quick', '--accept-store'], house.app.config, voice())).rejects.toThrow(/is a folder: move it away/);
    });

    it('is another one for an installation restored from the backup: the images of the first are not taken for its own', async () => {
      await backup([target()], house.app.config, voice());
      const settings = { DATA_DIR: join(house.app.folder, 'staging/data'), UPLOADS_DIR: join(house.app.folder, 'staging/uploads'), SAVE_PATIENCE_SECONDS: '0' };
      const staging = readConfig({ PORT: '0', LOG_LEVEL: 'silent', ...settings });
      expect(await restore([target()], staging, voice())).toBe(0);

      const right = await House.open(settings);
      expect((await fetch(`${right.app.url}/api/health/ready`)).status).toBe(200);
      await right.app.nest.close();
      const wrong = await House.open({ ...settings, UPLOADS_DIR: house.uploads });
      const answer = await answerOf(await fetch(`${wrong.app.url}/api/health/ready`));
      const before = await filesUnder(house.uploads);
      await wrong.app.as(await wrong.app.signIn(alice)).delete(`/api/ai/images/${image.filename}?permanent=true`);
      await wrong.app.get(Sweep).finishErasures();
      await wrong.app.nest.close();

      expect(answer).toEqual(UNAVAILABLE);
      expect(await filesUnder(house.uploads)).toEqual(before);
      expect((await openImage()).status).toBe(200);
    });

    it('ends a restore of a new installation into the folder of another', async () => {
      await backup([target()], house.app.config, voice());
      const before = await filesUnder(house.uploads);
      const staging = readConfig({ PORT: '0', LOG_LEVEL: 'silent', DATA_DIR: join(house.app.folder, 'staging'), UPLOADS_DIR: house.uploads });

      await expect(restore([target()], staging, voice())).rejects.toThrow(/--accept-store/);

      expect(await filesUnder(house.uploads)).toEqual(before);
    });

    it('ends a restore onto a disk that is away, and lets one onto a new disk when asked to', async () => {
      await backup([target()], house.app.config, voice());
      await unmount();
      await house.app.nest.close();
      await expect(restore([target()], house.app.config, voice())).rejects.toThrow(/--accept-store/);
      expect(await readdir(house.uploads)).toEqual([]);

      expect(await restore([target(), '--accept-store'], house.app.config, voice())).toBe(0);

      await house.app.restart();
      expect((await ready()).status).toBe(200);
      expect((await openImage()).status).toBe(200);
      expect(await idInMarker()).toBe(await storeId());
    });
  });
});
