import { mkdtempSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { tamperedFromStart } from '@vitrine/faults';
import { Server } from '@vitrine/test-server';
import { Person } from './support/person';
import { SETTINGS } from './support/scene';

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
});
