import { spawn } from 'node:child_process';
import { truncateSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Counts } from './support/counts';
import { Scene } from './support/scene';

const ROOT = resolve(import.meta.dirname, '../../..');
const NONE = 'open files: []';

describe('maintenance programs', () => {
  const counts = new Counts('open files');
  let scene: Scene;
  let backup: string;
  beforeAll(async () => {
    scene = await Scene.set();
    const images = [await scene.image(), await scene.image(), await scene.image()];
    await scene.rest();
    const folder = join(scene.server.uploads, 'images', `user-${scene.owner.id}`);
    truncateSync(join(folder, images[0] ?? ''), 10);
    writeFileSync(join(folder, 'unknown.png'), 'not an image');
    backup = join(scene.server.folder, 'backup');
  });
  afterAll(() => scene.clear());

  /** The exit code of a built program, and what it wrote. */
  function run(program: string, ...args: string[]): Promise<{ code: number | null; output: string }> {
    const env = {
      PATH: process.env['PATH'], DATA_DIR: scene.server.data, UPLOADS_DIR: scene.server.uploads,
      NODE_OPTIONS: `--expose-gc --import=${join(ROOT, 'tools/test-server/report-open-files.mjs')}`,
    };
    const child = spawn(process.execPath, [join(ROOT, 'dist/apps/api', `${program}.js`), ...args], { env });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk: Buffer) => { output += chunk.toString(); });
    return new Promise((done) => { child.once('close', (code) => { done({ code, output }); }); });
  }

  it.each([
    ['doctor', ['--quick'], 1],
    ['doctor', [], 1],
    ['doctor', ['--repair'], 1],
    ['backup', ['{backup}'], 1],
    ['backup', ['{backup}'], 2],
    ['restore', ['{backup}'], 2],
  ])('%s %j leaves no file open', async (program, args, code) => {
    const ended = await run(program, ...args.map((arg) => arg.replace('{backup}', backup)));

    expect(ended.output).toContain(NONE);
    expect(ended.code).toBe(code);
    counts.add(program);
  });

  it('restore leaves no file open when it restores, or refuses a damaged backup', async () => {
    await scene.server.stop();

    const restored = await run('restore', backup);
    truncateSync(join(backup, 'manifest.jsonl'), 10);
    const refused = await run('restore', backup);

    expect([restored.code, refused.code]).toEqual([0, 2]);
    for (const { output } of [restored, refused]) expect(output).toContain(NONE);
    counts.add('restore');
  });
});
