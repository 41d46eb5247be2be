import { mkdtempSync, rmSync, statfsSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { Mount, Tracer, whyNoMount } from '@vitrine/faults';
import { Counts } from './support/counts';
import type { Answer } from './support/person';
import { leftOvers, query } from './support/rows';
import { Scene } from './support/scene';

const DEADLINE_MS = 12_000;
const counts = new Counts('storage faults');
const whyNot = whyNoMount('memory');

/** A scene whose uploads and data are small file systems of their own. */
class SmallDisks {
  private constructor(
    readonly scene: Scene,
    readonly uploads: Mount,
    readonly data: Mount,
    private readonly folder: string,
  ) {}

  static async make(): Promise<SmallDisks> {
    const folder = mkdtempSync(join(tmpdir(), 'vitrine-small-'));
    const uploads = Mount.memory(join(folder, 'uploads'), 'size=8m,nr_inodes=200');
    const data = Mount.memory(join(folder, 'data'), 'size=16m,mode=700');
    return new SmallDisks(await Scene.set({ folder, settings: { GENERATION_LEASE_SECONDS: '3' } }), uploads, data, folder);
  }

  async clear(): Promise<void> {
    await this.scene.server.stop('SIGKILL');
    await this.scene.provider.close();
    this.uploads.unmount();
    this.data.unmount();
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** Takes all room but this. @returns how to give it back. */
function ballast(folder: string, leave: number): () => void {
  const { bavail, bsize } = statfsSync(folder);
  const path = join(folder, 'ballast');
  writeFileSync(path, Buffer.alloc(Math.max(0, bavail * bsize - leave)));
  return () => { rmSync(path); };
}

function manyFiles(folder: string): () => void {
  const paths = Array.from({ length: statfsSync(folder).ffree }, (_, nth) => join(folder, `ballast-${String(nth)}`));
  for (const path of paths) writeFileSync(path, '');
  return () => { for (const path of paths) rmSync(path); };
}

if (whyNot !== null) {
  it('no disk can be filled on this machine, which the counts say', () => {
    counts.cannot('full disks and read-only folders, by small mounts', whyNot);
  });
} else {
  describe('storage that fails', () => {
    let disks: SmallDisks;
    let scene: Scene;
    beforeAll(async () => {
      disks = await SmallDisks.make();
      scene = disks.scene;
    });
    afterAll(() => disks.clear());
    /** The fault has ended, and so has every trace of it, without a restart. */
    afterEach(async () => {
      await scene.image();
      expect(await scene.violations('all')).toEqual([]);
      expect(leftOvers(scene.server)).toEqual([]);
    });

    const ask = (prompt: string, key = prompt.replaceAll(' ', '')) => inTime(scene.owner.post('/api/ai/generate-image', { prompt }, { 'idempotency-key': key }));
    const callsFor = (prompt: string) => scene.provider.count((request) => request.body['prompt'] === prompt);
    const ledgerOf = (prompt: string) =>
      query<{ outcome: string; status: string }>(scene.server, 'select outcome, status from generation_attempts a join generations g on g.id = a.generation_id where g.prompt = ?', prompt);
    const told = (answer: Answer) => [answer.status, answer.problem];

    /** Up, and readable. */
    async function expectServing(): Promise<void> {
      expect((await scene.owner.get('/api/health/live')).status).toBe(200);
      expect((await scene.owner.get('/api/ai/my-images')).status).toBe(200);
    }

    it.each<[string, (folder: string) => () => void]>([
      ['of bytes', (folder) => ballast(folder, 16 * 1024)],
      ['of inodes', manyFiles],
    ])('a folder of images that has no room %s left is 507 storage-full, and nothing of it stays', async (kind, fill) => {
      const prompt = scene.prompt();
      const before = (await scene.owner.library()).length;
      const giveBack = fill(disks.uploads.folder);

      const answers = [await ask(prompt), await ask(prompt)];

      expect(answers.map(told)).toEqual([[507, 'storage-full'], [507, 'storage-full']]);
      expect([(await scene.owner.library()).length, leftOvers(scene.server), callsFor(prompt), ledgerOf(prompt)]).toEqual([before, [], 1, [{ outcome: 'ok', status: 'failed' }]]);
      await expectServing();
      giveBack();
      counts.add(`full ${kind}`);
    });

    it('a folder of images that has no room for thumbnails left keeps the image, and shows it in their place', async () => {
      const prompt = scene.prompt();
      const sample = await scene.owner.makes(`${prompt}, as a sample`);
      scene.holdings.has(sample);
      await scene.rest();
      const giveBack = ballast(disks.uploads.folder, Math.ceil(sample.bytes / 4096) * 4096 + 4096);

      const image = await scene.owner.makes(`${prompt}, as a sample `.trim());
      scene.holdings.has(image);
      const shown = await scene.owner.get(image.thumbnailUrl);

      expect([shown.status, shown.headers['content-type']]).toEqual([200, 'image/png']);
      await expectServing();
      giveBack();
      counts.add('full for thumbnails');
    });

    it('a disk of rows that has no room left is 507 storage-full before anything is paid for, and reading goes on', async () => {
      const prompt = scene.prompt();
      const giveBack = ballast(disks.data.folder, 0);

      const answer = await ask(prompt);

      expect([told(answer), callsFor(prompt)]).toEqual([[507, 'storage-full'], 0]);
      await expectServing();
      giveBack();
      counts.add('rows full');
    });

    it('a disk of rows that fills while the provider works is answered in time, and nothing is shown that is not whole', async () => {
      const prompt = scene.prompt();
      scene.provider.hold();
      const sent = scene.provider.count();
      const waiting = ask(prompt);
      waiting.catch(() => undefined);
      await scene.provider.arrived(sent + 1);
      const giveBack = ballast(disks.data.folder, 0);
      scene.provider.release();

      const answer = await waiting;

      giveBack();
      expect(answer.status).toBeGreaterThanOrEqual(500);
      expect(answer.problem).not.toBe('');
      await scene.rest();
      expect([callsFor(prompt), (await scene.owner.library()).some((image) => image.prompt === prompt)]).toEqual([1, false]);
      expect(ledgerOf(prompt).map(({ status }) => status)).not.toContain('running');
      counts.add('rows full in the middle');
    });

    it('a folder that can only be read is 503 storage-unavailable; deleting is still acknowledged and kept', async () => {
      const [prompt, filename] = [scene.prompt(), await scene.image()];
      await scene.rest();
      disks.uploads.remount('ro');

      const made = await ask(prompt);
      const deleted = await scene.owner.send('DELETE', `/api/ai/images/${filename}`);
      scene.holdings.isIn(filename, 'trash');

      expect([told(made), deleted.status, callsFor(prompt)]).toEqual([[503, 'storage-unavailable'], 204, 1]);
      await expectServing();
      disks.uploads.remount('rw');
      counts.add('read-only');
    });

    it('a disk that cannot make the bytes durable is 503 storage-unavailable, and the image is not kept', async () => {
      const prompt = scene.prompt();
      const tracer = await Tracer.tamper(scene.server.pid, ['fsync', 'fdatasync'], 'error=EIO', ['pool']);

      const answer = await ask(prompt);

      await tracer.end();
      expect([told(answer), callsFor(prompt), leftOvers(scene.server)]).toEqual([[503, 'storage-unavailable'], 1, []]);
      await expectServing();
      counts.add('EIO of the bytes');
    });

    it('a disk that cannot make the rows durable is 503 database-unavailable, before anything is paid for', async () => {
      const prompt = scene.prompt();
      const tracer = await Tracer.tamper(scene.server.pid, ['fsync', 'fdatasync'], 'error=EIO', ['main']);

      const answer = await ask(prompt);

      await tracer.end();
      expect([told(answer), callsFor(prompt)]).toEqual([[503, 'database-unavailable'], 0]);
      await expectServing();
      counts.add('EIO of the rows');
    });
  });
}

async function inTime(answer: Promise<Answer>): Promise<Answer> {
  const began = Date.now();
  const given = await answer;
  const took = Date.now() - began;
  if (took > DEADLINE_MS) throw new Error(`the answer took ${String(took)} ms`);
  return given;
}
