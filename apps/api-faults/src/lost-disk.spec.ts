import { mkdtempSync, readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { makeDisk, Mount, Tracer, whyNoMount } from '@vitrine/faults';
import { Counts } from './support/counts';
import { filesOfImage, query } from './support/rows';
import { until } from './support/run';
import { Scene } from './support/scene';

const DISK_BYTES = 64 * 1024 * 1024;
const counts = new Counts('lost disks');
const whyNot = whyNoMount('file');

if (whyNot !== null) {
  it('no disk can be mounted on this machine, which the counts say', () => {
    counts.cannot('a disk that is away, by a small mount', whyNot);
  });
} else {
  describe('the disk of UPLOADS_DIR', () => {
    let folder: string;
    let disk: Mount;
    let scene: Scene;
    beforeAll(async () => {
      folder = mkdtempSync(join(tmpdir(), 'vitrine-lost-'));
      makeDisk(join(folder, 'disk'), DISK_BYTES);
      disk = mount();
      scene = await Scene.set({ folder });
    });
    afterAll(async () => {
      await scene.server.stop('SIGKILL');
      disk.unmount();
      await scene.clear();
    });

    const mount = () => Mount.file(join(folder, 'uploads'), join(folder, 'disk'));
    const ready = async () => (await scene.owner.get('/api/health/ready')).status;
    const ask = async () => {
      const { status, problem } = await scene.owner.post('/api/ai/generate-image', { prompt: scene.prompt() });
      return [status, problem];
    };
    const promised = () => query<{ id: string }>(scene.server, 'select id from erasures').length;

    it.each(['while the server runs', 'before the server starts'])('goes away %s, and comes back: nothing is lost, written beside it, or erased', async (when) => {
      const [kept, deleted] = [await scene.image(), await scene.image()];
      await scene.rest();
      if (when !== 'while the server runs') await scene.server.stop();
      disk.unmount();
      if (when !== 'while the server runs') scene.server.launch();
      await until('the server answers', async () => ((await scene.owner.get('/api/health/live').catch(() => null))?.status === 200 ? true : null));

      expect([await ready(), await ask()]).toEqual([503, [503, 'storage-unavailable']]);
      expect((await scene.owner.send('DELETE', `/api/ai/images/${deleted}?permanent=true`)).status).toBe(204);
      scene.holdings.isIn(deleted, 'gone');
      expect([readdirSync(join(folder, 'uploads')), promised()]).toEqual([[], 1]);
      disk = mount();

      expect([await ready(), (await scene.owner.get(`/api/ai/images/${kept}`)).status]).toEqual([200, 200]);
      expect((await ask())[0]).toBe(201);
      await scene.server.stop();
      await scene.server.run();
      await until('what was promised is erased', () => (promised() === 0 ? true : null));
      expect(filesOfImage(scene.server, deleted.slice(0, 36))).toEqual([]);
      counts.add(when);
    });

    it.each(['ESTALE', 'ENOTCONN', 'ETIMEDOUT', 'EHOSTDOWN'])('answers %s once: what was made is held, and stored when it works again', async (code) => {
      await scene.rest();
      const [sent, logged] = [scene.provider.count(), scene.server.output.length];
      const tracer = await Tracer.tamper(scene.server.pid, ['rename', 'renameat', 'renameat2'], `error=${code}:when=1`, ['pool']);
      const { status } = await scene.owner.post('/api/ai/generate-image', { prompt: scene.prompt() });
      await tracer.end();

      expect([status, scene.provider.count()]).toEqual([201, sent + 1]);
      expect(scene.server.output.slice(logged)).toContain('it is held and tried again');
      counts.add(code);
    });

    it('answers ESTALE for longer than an image is held: 503, and nothing is kept', async () => {
      const before = (await scene.owner.library()).length;
      const tracer = await Tracer.tamper(scene.server.pid, ['rename', 'renameat', 'renameat2'], 'error=ESTALE', ['pool']);

      const answer = await ask();

      await tracer.end();
      expect([answer, (await scene.owner.library()).length]).toEqual([[503, 'storage-unavailable'], before]);
      counts.add('ESTALE, lasting');
    });

    it('cannot sync folders: images are kept, and the log says so once', async () => {
      // Of each file that is stored, the second call is that of its folder.
      const tracer = await Tracer.tamper(scene.server.pid, ['fsync'], 'error=EINVAL:when=2+2', ['pool']);
      const statuses = [];
      for (let times = 0; times < 2; times += 1) {
        statuses.push((await scene.owner.post('/api/ai/generate-image', { prompt: scene.prompt() })).status);
        await scene.rest();
      }
      await tracer.end();

      expect(statuses).toEqual([201, 201]);
      expect(scene.server.output.split('storage.folderSyncUnsupported')).toHaveLength(2);
      counts.add('EINVAL of folders');
    });
  });
}
