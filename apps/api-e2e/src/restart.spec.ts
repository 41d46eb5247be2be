import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { once } from 'node:events';
import { chmod } from 'node:fs/promises';
import { type AddressInfo, createServer } from 'node:net';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import { Server } from '@vitrine/test-server';

describe('the server', () => {
  let server: Server;
  beforeAll(async () => {
    server = await Server.start();
  });
  afterAll(() => server.dispose());

  it('stops cleanly when it is told to, and starts again on the same folders', async () => {
    expect(await server.stop('SIGTERM')).toBe(0);

    await server.run();

    expect((await fetch(`${server.url}/api/health/live`)).status).toBe(200);
  });

  it('says what is wrong with a setting, and does not start', async () => {
    await server.stop();
    server.output = '';

    await expect(server.run({ LOG_LEVEL: 'loud' })).rejects.toThrow(/LOG_LEVEL: /);
  });

  it.each([
    ['TRUST_PROXY', 'nonsense'], ['DATA_DIR', '/etc/passwd'], ['UPLOADS_DIR', '/etc/passwd'], ['DATABASE_URL', 'file:/etc/passwd/vitrine.db'],
    ['HOST', '300.1.1.1'], ['HOST', '203.0.113.1'], ['PORT', 'taken'],
  ])('ends at once, and says which setting is wrong, with %s=%s', async (name, value) => {
    await server.stop();
    server.output = '';
    const taken = createServer().listen(0, '127.0.0.1');
    await once(taken, 'listening');
    server.launch({ [name]: value === 'taken' ? String((taken.address() as AddressInfo).port) : value });

    await server.ended();

    expect(server.output).toMatch(new RegExp(`These settings are wrong:\n  ${name}: .+\n$`));
    taken.close();
  });

  it('ends with one sentence, and no stack, when a newer version has changed the database', async () => {
    await server.stop();
    server.output = '';
    const database = new Database(join(server.data, 'vitrine.db'));
    database.exec(`insert into kysely_migration values ('9999-future', '2030-01-01T00:00:00.000Z')`);

    server.launch();
    await server.ended();

    database.exec(`delete from kysely_migration where name = '9999-future'`);
    database.close();
    expect(server.output).toMatch(/^The database has the schema 9999-future of a newer version of Vitrine, and this version, [\d.]+, knows schemas up to .+\n$/);
  });

  it('ends with one sentence, and no stack, when a secret can be read by others', async () => {
    await server.stop();
    server.output = '';
    const key = join(server.data, 'secrets/access-1.key');
    await chmod(key, 0o644);

    server.launch();
    await server.ended();

    await chmod(key, 0o600);
    expect(server.output).toMatch(/^Others than its owner can reach .+\n$/);
  });
});
