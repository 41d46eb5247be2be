import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { randomBytes } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Database } from '../database/database';
import { Secrets } from '../config/secrets';
import { PASSWORD, TestApp, type TestUser, cookiesOf } from '../testing/test-app';
import { LIMITS } from './attempt-limits';
import { KnownDevices } from './known-devices';

const WRONG = 'not the password';

describe('a device that signed in before', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await TestApp.start({ TRUST_PROXY: 'loopback' });
  });
  afterAll(() => app.stop());

  const login = (email: string, password: string, from: { address?: string; device?: string | undefined } = {}) =>
    app.as(null).post('/api/auth/login', { email, password }, {
      'x-forwarded-for': from.address ?? '203.0.113.7',
      ...(from.device === undefined ? {} : { cookie: `vitrine_device=${from.device}` }),
    });
  const statusOf = async (...from: Parameters<typeof login>) => (await login(...from)).status;
  const deviceOf = (user: TestUser) => user.cookies['vitrine_device'];
  /** As many wrong guesses as are allowed, from another address. */
  const attack = async ({ email }: TestUser) => {
    await login(email, WRONG);
    await app.get(Database).updateTable('attempts').set({ count: LIMITS.accountFromNetwork.max }).where('key', 'like', 'accountFromNetwork:%').execute();
    expect(await statusOf(email, WRONG)).toBe(429);
  };

  it('is given a cookie of its own, for a year', async () => {
    const response = await app.as(null).post('/api/auth/register', { email: 'device@example.com', password: PASSWORD });

    const cookie = response.headers.getSetCookie().find((text) => text.startsWith('vitrine_device='));
    expect(cookie).toMatch(/^vitrine_device=[\w-]{59}; Path=\/api\/auth; Max-Age=31536000; HttpOnly; SameSite=Strict$/);
    expect(cookie).not.toContain('device@');
  });

  it('signs in while somebody else guesses, from another address and from the same', async () => {
    const user = await app.register();
    await attack(user);

    expect(await statusOf(user.email, PASSWORD)).toBe(429);
    expect(await statusOf(user.email, PASSWORD, { address: '198.51.100.1' })).toBe(200);
    expect(await statusOf(user.email, PASSWORD, { device: deviceOf(user) })).toBe(200);
  });

  it('still does after a restart, as the guesses still count', async () => {
    const user = await app.register();
    await attack(user);
    await app.restart();

    expect(await statusOf(user.email, PASSWORD)).toBe(429);
    expect(await statusOf(user.email, PASSWORD, { device: deviceOf(user) })).toBe(200);
  });

  it('has a limit of its own', async () => {
    const user = await app.register();
    const other = await app.signIn(user);
    const guesses = await Promise.all(Array.from({ length: LIMITS.device.max }, () => statusOf(user.email, WRONG, { device: deviceOf(user) })));
    expect(guesses).toEqual(Array(LIMITS.device.max).fill(401));

    expect(await statusOf(user.email, PASSWORD, { device: deviceOf(user) })).toBe(429);
    expect(await statusOf(user.email, PASSWORD, { device: deviceOf(other) })).toBe(200);
  });

  it('is no known device of another account', async () => {
    const [alice, eve] = [await app.register(), await app.register()];
    await attack(alice);

    expect(await statusOf(alice.email, PASSWORD, { device: deviceOf(eve) })).toBe(429);
    const cookie = deviceOf(alice) ?? '';
    for (const forged of [`${cookie.slice(0, -1)}${cookie.endsWith('A') ? 'B' : 'A'}`, '', '.', 'x'.repeat(59), 'x'.repeat(5000), `${cookie}x`]) {
      expect(await statusOf(alice.email, PASSWORD, { device: forged })).toBe(429);
    }
  });

  it('is known to each account that signed in on it', async () => {
    const alice = await app.register();
    const bob = await app.register();
    const response = await login(bob.email, PASSWORD, { device: deviceOf(alice) });
    const shared = cookiesOf(response)['vitrine_device'];
    await attack(alice);
    await attack(bob);

    for (const user of [alice, bob]) expect(await statusOf(user.email, PASSWORD, { device: shared })).toBe(200);
  });

  it('becomes known by a renewal when it signed in before there was such a cookie, and not again by the next', async () => {
    const user = await app.register();
    const { vitrine_device: _left, ...cookies } = user.cookies;

    const renewed = cookiesOf(await app.withCookies(cookies).post('/api/auth/refresh', {}));
    const again = cookiesOf(await app.withCookies(renewed).post('/api/auth/refresh', {}));

    await attack(user);
    expect(await statusOf(user.email, PASSWORD, { device: renewed['vitrine_device'] })).toBe(200);
    expect(Object.keys(again)).toEqual(['vitrine_refresh', 'vitrine_media']);
  });

  it('stays known when it signs out', async () => {
    const user = await app.register();
    const response = await app.withCookies(user.cookies).post('/api/auth/logout', {});

    expect(Object.keys(cookiesOf(response))).not.toContain('vitrine_device');
  });

  it('remembers five accounts, and keeps its name for each', () => {
    const devices = app.get(KnownDevices);
    const accounts = Array.from({ length: 6 }, (_, index) => ({ email: `user-${String(index)}@example.com`, password_hash: 'hash' }));
    const [first, ...others] = accounts as [typeof accounts[0], ...typeof accounts];
    let cookie = devices.add(null, first);
    const name = devices.find(cookie, first);
    for (const account of others.slice(0, 4)) cookie = devices.add(cookie, account);

    cookie = devices.add(cookie, first);
    expect(devices.find(cookie, first)).toBe(name);
    for (const account of others.slice(4)) cookie = devices.add(cookie, account);

    expect(accounts.map((account) => devices.find(cookie, account) !== null)).toEqual([true, false, true, true, true, true]);
  });

  it('is known no more when the password was changed on another, which is given a new cookie', async () => {
    const user = await app.register();
    const elsewhere = await app.signIn(user);
    const next = 'another unremarkable sentence';
    const changed = await app.as(user).post('/api/auth/password', { current: PASSWORD, next }, { cookie: `vitrine_device=${deviceOf(user) ?? ''}` });
    await attack(user);

    expect(await statusOf(user.email, next, { device: deviceOf(elsewhere) })).toBe(429);
    expect(await statusOf(user.email, next, { device: deviceOf(user) })).toBe(429);
    expect(await statusOf(user.email, next, { device: cookiesOf(changed)['vitrine_device'] })).toBe(200);
  });

  it('shares a limit with all known devices of the account, of which a stranger takes nothing', async () => {
    const user = await app.register();
    const collected = [deviceOf(user)];
    for (let more = 0; more < LIMITS.knownDevices.max / LIMITS.device.max; more += 1) collected.push(deviceOf(await app.signIn(user)));
    const [last, ...others] = collected;
    await attack(user);
    for (const device of others) expect(await statusOf(user.email, WRONG, { device })).toBe(401);
    expect(await statusOf(user.email, PASSWORD, { device: last })).toBe(200);

    await app.get(Database).updateTable('attempts').set({ count: LIMITS.knownDevices.max }).where('key', 'like', 'knownDevices:%').execute();

    expect(await statusOf(user.email, PASSWORD, { device: last })).toBe(429);
  });

  it('is still known when a newer key signs', async () => {
    const user = await app.register();
    await writeFile(join(app.config.dataDir, 'secrets/session-2.key'), randomBytes(48).toString('base64url'), { mode: 0o600 });
    await app.restart();

    expect(app.get(Secrets).sessionKeys).toHaveLength(2);
    await attack(user);
    expect(await statusOf(user.email, PASSWORD, { device: deviceOf(user) })).toBe(200);
  });

  it('leaves nothing of itself in the rows', async () => {
    const user = await app.register();
    await login(user.email, WRONG, { device: deviceOf(user) });

    const rows = JSON.stringify(await app.get(Database).selectFrom('attempts').selectAll().execute());
    expect(rows).toContain('device:');
    expect(rows).not.toContain((deviceOf(user) ?? '').slice(0, 16));
  });
});
