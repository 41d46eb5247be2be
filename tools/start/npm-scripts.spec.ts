import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { type ChildProcess, spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';

const ROOT = resolve(import.meta.dirname, '../..');
/** Says when it has begun, and waits until it is ended if there is a file `hold-build`. */
const BUILD = `
const { existsSync, writeFileSync } = require('node:fs');
console.log('building', ...process.argv.slice(2));
const hold = existsSync('hold-build') && setInterval(() => undefined, 1000);
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => { writeFileSync('build-ended', ''); process.exit(130); });
writeFileSync('build-began', '');
process.exitCode = Number(process.env.BUILD_CODE ?? 0);`;
/** Says when it runs, and takes half a second to end in order. */
const SERVER = `
import { renameSync, writeFileSync } from 'node:fs';
const hold = setInterval(() => undefined, 1000);
const drain = () => setTimeout(() => { writeFileSync('drained', ''); process.exit(0); }, 500);
process.once('SIGTERM', drain).once('SIGINT', drain);
if (process.env.SERVER_CODE) process.exit(Number(process.env.SERVER_CODE));
writeFileSync('server-new', String(process.pid));
renameSync('server-new', 'server');`;
const PROGRAM = `
console.log(JSON.stringify(process.argv.slice(2)));
process.exitCode = 2;`;

describe('the scripts of package.json', () => {
  let folder: string;
  let npm: ChildProcess | null = null;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-npm-'));
    for (const path of ['package.json', 'tools/run', 'tools/node', 'tools/start']) await cp(join(ROOT, path), join(folder, path), { recursive: true });
    await write('node_modules/nx/package.json', '{ "name": "nx", "main": "nx.cjs" }');
    await write('node_modules/nx/nx.cjs', BUILD);
    await write('dist/apps/api/main.js', SERVER);
    await write('dist/apps/api/doctor.js', PROGRAM);
    await mkdir(join(folder, 'node_modules/.bin'));
    await symlink(process.execPath, join(folder, 'node_modules/.bin/node'));
  });
  afterEach(async () => {
    npm?.kill('SIGKILL');
    await rm(folder, { recursive: true, force: true });
  });

  const write = async (path: string, content: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  const appears = async (path: string) => {
    while (!existsSync(join(folder, path))) await delay(20);
  };
  const run = (args: string[], env: Record<string, string> = {}) => {
    const { PATH = '', HOME = '' } = process.env;
    const child = spawn('npm', args, { cwd: folder, env: { PATH, HOME, npm_config_update_notifier: 'false', ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    npm = child;
    const ended = new Promise<number | string | null>((done) => child.once('close', (code, signal) => { done(code ?? signal); }));
    return { child, ended, stdout: text(child.stdout), stderr: text(child.stderr) };
  };
  const isRunning = (pid: number) => {
    try {
      return process.kill(pid, 0);
    } catch {
      return false;
    }
  };

  it('all become their command, which then gets the signals', async () => {
    const { scripts } = JSON.parse(await readFile(join(ROOT, 'package.json'), 'utf8')) as { scripts: Record<string, string> };

    for (const script of Object.values(scripts)) expect(script).toMatch(/^exec tools\/run [^&|;]+$/);
  });

  it.each(['SIGTERM', 'SIGINT'] as const)('npm start passes %s on to the server and ends when the server has ended', async (signal) => {
    const { child, ended } = run(['start']);
    await appears('server');
    const server = Number(await readFile(join(folder, 'server'), 'utf8'));
    child.kill(signal);

    expect(await ended).toBe(0);
    expect(existsSync(join(folder, 'drained'))).toBe(true);
    expect(isRunning(server)).toBe(false);
  });

  it.each([['SIGTERM', 143], ['SIGINT', 130]] as const)('npm start passes %s on to the build and starts no server', async (signal, code) => {
    await write('hold-build', '');
    const { child, ended } = run(['start']);
    await appears('build-began');
    child.kill(signal);

    expect([code, signal]).toContain(await ended);
    expect(existsSync(join(folder, 'build-ended'))).toBe(true);
    expect(existsSync(join(folder, 'server'))).toBe(false);
  });

  it('npm start ends with the exit code of a build that fails, and starts no server', async () => {
    expect(await run(['start'], { BUILD_CODE: '1' }).ended).toBe(1);
    expect(existsSync(join(folder, 'server'))).toBe(false);
  });

  it('npm start ends with the exit code of the server', async () => {
    expect(await run(['start'], { SERVER_CODE: '3' }).ended).toBe(3);
  });

  it('npm run doctor gives the program its arguments, passes its exit code on, and keeps stdout for it', async () => {
    const { ended, stdout, stderr } = run(['run', '-s', 'doctor', '--', '--json', '--map', 'a b=c']);

    expect(await ended).toBe(2);
    expect(await stdout).toBe('["--json","--map","a b=c"]\n');
    expect(await stderr).toContain('building run-many -t build -p api');
  });
});
