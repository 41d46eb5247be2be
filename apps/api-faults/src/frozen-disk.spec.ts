import { spawnSync } from 'node:child_process';
import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeDisk, Mount, whyNoMount } from '@vitrine/faults';
import { Counts } from './support/counts';
import { Person } from './support/person';
import { until } from './support/run';
import { Scene } from './support/scene';

const DISK_BYTES = 64 * 1024 * 1024;
/** Calls of the store that may hang at a time. */
const SLOTS = 3;
const counts = new Counts('frozen disks');
const whyNot = whyNoMount('file');

if (whyNot !== null) {
  it('no disk can be frozen on this machine, which the counts say', () => {
    counts.cannot('a frozen disk, by a small mount', whyNot);
  });
} else {
  describe('a disk of images that is frozen, so that every write to it hangs', () => {
    let folder: string;
    let disk: Mount;
    let scene: Scene;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'vitrine-frozen-'));
      makeDisk(join(folder, 'disk'), DISK_BYTES);
      disk = Mount.file(join(folder, 'uploads'), join(folder, 'disk'));
      // As many threads as Node has by default.
      scene = await Scene.set({ folder, settings: { UV_THREADPOOL_SIZE: '4', STORAGE_TIMEOUT_SECONDS: '1', SAVE_PATIENCE_SECONDS: '0' } });
    });
    afterAll(async () => {
      freeze('-u');
      await scene.server.stop('SIGKILL');
      disk.unmount();
      await scene.clear();
    });

    const freeze = (how: '-f' | '-u') => spawnSync('fsfreeze', [how, join(folder, 'uploads')]).status;
    const ready = async () => (await scene.owner.get('/api/health/ready')).status;
    const ask = async () => {
      const { status, problem } = await scene.owner.post('/api/ai/generate-image', { prompt: scene.prompt() });
      return [status, problem];
    };

    it('makes the server not ready, holds up nobody who needs no image, and works again when it thaws', async () => {
      const filename = await scene.image();
      await scene.rest();
      expect(freeze('-f')).toBe(0);

      for (let times = 0; times < SLOTS; times += 1) expect(await ask()).toEqual([503, 'storage-unavailable']);
      expect([await ready(), (await scene.owner.get(`/api/ai/images/${filename}`)).status]).toEqual([503, 503]);
      expect((await scene.owner.get('/api/ai/my-images')).status).toBe(200);
      await Person.register(scene.server.url, 'carol'); // Hashes a password on the same threads.
      expect(freeze('-u')).toBe(0);

      await until('the server is ready', async () => ((await ready()) === 200 ? true : null));
      expect((await scene.owner.get(`/api/ai/images/${filename}`)).status).toBe(200);
      expect((await ask())[0]).toBe(201);
      counts.add('fsfreeze');
    });

    it('does not keep a new installation from starting, which says so, is not ready, and works when the disk thaws', async () => {
      await scene.server.stop();
      const logged = scene.server.output.length;
      expect(freeze('-f')).toBe(0);

      // The folder is not there yet, so that making it hangs.
      scene.server.launch({ DATA_DIR: join(folder, 'new-data'), UPLOADS_DIR: join(folder, 'uploads', 'new') });
      await until('the server answers', async () => ((await scene.owner.get('/api/health/live').catch(() => null))?.status === 200 ? true : null));

      const carol = await Person.register(scene.server.url, 'carol');
      const { status, problem } = await carol.get('/api/health/ready');
      const made = await carol.post('/api/ai/generate-image', { prompt: scene.prompt() });
      expect([status, problem, made.status, made.problem]).toEqual([503, 'storage-unavailable', 503, 'storage-unavailable']);
      expect(scene.server.output.slice(logged)).toContain('start.uploads-unavailable');
      expect(freeze('-u')).toBe(0);
      await until('the server is ready', async () => ((await ready()) === 200 ? true : null));
      expect((await carol.get((await carol.makes(scene.prompt())).url)).status).toBe(200);
      counts.add('fsfreeze before the start');
    });
  });
}
