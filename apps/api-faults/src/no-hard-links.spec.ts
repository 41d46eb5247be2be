import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tamperedFromStart } from '@vitrine/faults';
import { Server } from '@vitrine/test-server';
import sharp from 'sharp';
import { Person } from './support/person';
import { SETTINGS } from './support/scene';

const DOCTOR = resolve(import.meta.dirname, '../../../dist/apps/api/doctor.js');

describe('a file system without hard links', () => {
  let server: Server;
  beforeEach(async () => { server = await Server.make(SETTINGS, mkdtempSync(join(tmpdir(), 'vitrine-no-links-'))); });
  afterEach(() => server.dispose());

  it.each(['EPERM', 'EOPNOTSUPP'])('gets its secrets at the first start, and keeps them (%s)', async (code) => {
    const log = join(server.folder, 'strace');
    await server.run({}, tamperedFromStart(['link', 'linkat'], `error=${code}`, log));
    const secrets = join(server.folder, 'data', 'secrets');
    const stored = () => readdirSync(secrets).sort().map((name) => [name, statSync(join(secrets, name)).mode & 0o777, readFileSync(join(secrets, name), 'utf8')]);
    const made = stored();
    const alice = await Person.register(server.url, 'alice');
    await server.stop();
    await server.run();

    expect(made.map(([name, mode]) => [name, mode])).toEqual(['access', 'media', 'safety', 'session'].map((purpose) => [`${purpose}-1.key`, 0o600]));
    expect(stored()).toEqual(made);
    expect(await alice.library()).toEqual([]);
    expect(readFileSync(log, 'utf8').split('(INJECTED)')).toHaveLength(5);
  });

  it.each(['EPERM', 'EOPNOTSUPP'])('has its older images adopted by copies, whole and once (%s)', async (code) => {
    await server.run();
    const alice = await Person.register(server.url, 'alice');
    const folder = join(server.uploads, 'images', `user-${alice.id}`);
    const bytes = await sharp({ create: { width: 40, height: 30, channels: 3, background: 'teal' } }).png().toBuffer();
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'old.png'), bytes);
    const log = join(server.folder, 'strace-adopt');
    const [command = '', ...args] = [...tamperedFromStart(['link', 'linkat'], `error=${code}`, log), process.execPath, DOCTOR, '--adopt', '--json'];

    const { status, stdout } = spawnSync(command, args, { env: { PATH: process.env['PATH'], DATA_DIR: server.data, UPLOADS_DIR: server.uploads }, encoding: 'utf8' });

    const stored = readdirSync(folder);
    const library = await alice.library();
    expect({ status, adopted: (JSON.parse(stdout) as { adopted: unknown[] }).adopted }).toMatchObject({ status: 0, adopted: [{ outcome: 'adopted' }] });
    expect(library).toHaveLength(1);
    expect(stored).toEqual(library.map(({ filename }) => filename));
    expect(readFileSync(join(folder, stored[0] ?? '')).equals(bytes)).toBe(true);
    expect(readFileSync(log, 'utf8')).toContain('(INJECTED)');
  });
});
