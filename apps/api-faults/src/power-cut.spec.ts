import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from '@jest/globals';
import { copyDisk, makeDisk, Mount, Tracer, whyNoMount } from '@vitrine/faults';
import { Counts } from './support/counts';
import type { Holdings } from './support/holdings';
import { pause, randomOf, until, WHOLE } from './support/run';
import { Scene } from './support/scene';

const DISK_BYTES = 96 * 1024 * 1024;
const CUTS = WHOLE ? 40 : 3;
/** Stopped by a signal, or by who watches it. */
const STOPPED = /^t$/i;
const counts = new Counts('the power is cut');
const whyNot = whyNoMount('file');

/** What the disk held at one moment, and what people had been told by then. */
interface Cut {
  readonly disk: string;
  readonly told: Holdings;
}

if (whyNot !== null) {
  it('the power cannot be cut on this machine, which the counts say', () => {
    counts.cannot('a power cut, by copying a mounted disk', whyNot);
  });
} else {
  describe('the power is cut', () => {
    let folder: string;
    let disk: Mount;
    let scene: Scene;
    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), 'vitrine-power-'));
    });
    beforeEach(async () => {
      makeDisk(join(folder, 'disk'), DISK_BYTES);
      disk = Mount.file(join(folder, 'mounted'), join(folder, 'disk'));
      scene = await Scene.set({ folder: disk.folder });
    });
    afterEach(async () => {
      await scene.server.stop('SIGKILL');
      await scene.provider.close();
      disk.unmount();
    });
    afterAll(() => { rmSync(folder, { recursive: true, force: true }); });

    /** The process stands still while the disk is copied, so that the copy is of one moment. */
    async function cut(nth: number): Promise<Cut> {
      const told = scene.holdings.asOfNow();
      process.kill(scene.server.pid, 'SIGSTOP');
      await until('the server stands still', () => (states(scene.server.pid).every((state) => STOPPED.test(state)) ? true : null));
      const copy = join(folder, `cut-${String(nth)}`);
      copyDisk(join(folder, 'disk'), copy);
      process.kill(scene.server.pid, 'SIGCONT');
      return { disk: copy, told };
    }

    /** Mounts what was left, where it was, and starts on it. */
    async function violationsAfter({ disk: copy, told }: Cut): Promise<string[]> {
      await scene.server.stop('SIGKILL');
      disk.unmount();
      disk = Mount.file(disk.folder, copy);
      try {
        await scene.server.run();
        return await scene.violations('all', told);
      } catch (error) {
        return [String(error)];
      } finally {
        rmSync(copy);
      }
    }

    it(`at ${String(CUTS)} random moments, and what was acknowledged before is there, and nothing half-made`, async () => {
      const random = randomOf('power');
      const working = work(random);
      const cuts: Cut[] = [];
      for (let nth = 0; nth < CUTS; nth += 1) {
        await pause(100 + random() * 700);
        cuts.push(await cut(nth));
      }
      await working.stop();

      for (const one of cuts) {
        const violations = await violationsAfter(one);
        counts.add('power cut', violations);
        expect(violations).toEqual([]);
      }
    });

    it('and without any fsync acknowledged images would be lost, which this test would see', async () => {
      const tracer = await Tracer.tamper(scene.server.pid, ['fsync', 'fdatasync'], 'retval=0');
      for (let nth = 0; nth < 3; nth += 1) await scene.image();
      const one = await cut(0);
      await tracer.end();

      expect(await violationsAfter(one)).not.toEqual([]);
    });

    /** Makes and deletes images, one after another, until it is told to stop. */
    function work(random: () => number): { stop: () => Promise<void> } {
      let going = true;
      const kept: string[] = [];
      const loop = async () => {
        while (going) {
          const victim = kept.length > 2 && random() < 0.4 ? kept.shift() : undefined;
          if (victim === undefined) kept.push(await make());
          else await remove(victim, random() < 0.5);
        }
      };
      const ended = loop();
      return { stop: () => { going = false; return ended; } };
    }

    async function make(): Promise<string> {
      const prompt = scene.prompt();
      scene.holdings.mayHave(prompt);
      const image = await scene.owner.makes(prompt);
      scene.holdings.has(image);
      return image.filename;
    }

    async function remove(filename: string, forGood: boolean): Promise<void> {
      const to = forGood ? 'gone' : 'trash';
      scene.holdings.mayBeIn(filename, to);
      await scene.owner.send('DELETE', `/api/ai/images/${filename}${forGood ? '?permanent=true' : ''}`);
      scene.holdings.isIn(filename, to);
    }
  });
}

function states(pid: number): string[] {
  const folder = `/proc/${String(pid)}/task`;
  return readdirSync(folder).map((id) => /\) (\w)/.exec(readFileSync(`${folder}/${id}/stat`, 'utf8'))?.[1] ?? '');
}
