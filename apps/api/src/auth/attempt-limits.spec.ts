import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from '../database/connect';
import type { Database } from '../database/database';
import { serverBusy } from '../problems/catalogue';
import type { ProblemException } from '../problems/problem.exception';
import { AttemptLimits, LIMITS, type SignInAttempt } from './attempt-limits';
import { AttemptRepository } from './attempt.repository';

const ADA = 'ada@example.com';
const START = 1_800_000_000_000;

describe('the limits of attempts', () => {
  let folder: string;
  let db: Database;
  let limits: AttemptLimits;
  const open = async () => {
    db = await connect(join(folder, 'data.db'));
    limits = new AttemptLimits(db, new AttemptRepository(db));
  };
  beforeEach(async () => {
    jest.useFakeTimers({ now: START, doNotFake: ['setImmediate', 'nextTick', 'queueMicrotask', 'setTimeout', 'performance'] });
    folder = await mkdtemp(join(tmpdir(), 'vitrine-limits-'));
    await open();
  });
  afterEach(async () => {
    jest.useRealTimers();
    await db.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  const attempt = (given: Partial<SignInAttempt> = {}): SignInAttempt => ({ address: '192.0.2.1', email: ADA, device: null, ...given });
  const fail = (given?: Partial<SignInAttempt>) => limits.signIn(attempt(given), () => Promise.resolve(null));
  const succeed = (given?: Partial<SignInAttempt>) => limits.signIn(attempt(given), () => Promise.resolve('in'));
  const failTimes = async (count: number, given: (index: number) => Partial<SignInAttempt> = () => ({})) => {
    for (let index = 0; index < count; index += 1) await fail(given(index));
  };
  const refusalOf = (tried: Promise<unknown>) => tried.then(() => null, (error: unknown) => error as ProblemException);
  /** As if everything that was tried so far had been tried up to the limit. */
  const fill = (kind: keyof typeof LIMITS) => db.updateTable('attempts').set({ count: LIMITS[kind].max }).where('key', 'like', `${kind}:%`).execute();
  const rows = () => db.selectFrom('attempts').selectAll().execute();

  it('end at the usual time although a clock that was far ahead began them', async () => {
    jest.setSystemTime(START + 10 * 365 * 24 * 60 * 60 * 1000);
    await failTimes(LIMITS.accountFromNetwork.max);
    jest.setSystemTime(START);

    expect(await succeed()).toBe('in');
  });

  it('stop guesses at one account from one address, and say when to come back', async () => {
    await failTimes(LIMITS.accountFromNetwork.max);
    jest.setSystemTime(START + 60_000);

    const refusal = await refusalOf(succeed());

    expect(refusal).toMatchObject({ problem: 'too-many-requests', extras: { retryAfter: 14 * 60 } });
    expect(await succeed({ email: 'bob@example.com' })).toBe('in');
  });

  it('do not lock the owner of the account out elsewhere', async () => {
    await failTimes(LIMITS.accountFromNetwork.max, () => ({ address: '203.0.113.7' }));

    expect(await succeed()).toBe('in');
  });

  it('stop guesses at one account from many addresses, but not those of a known device', async () => {
    await fail({ address: '203.0.113.7' });
    await fill('account');

    expect(await refusalOf(fail({ address: '198.51.100.1' }))).toMatchObject({ problem: 'too-many-requests' });
    expect(await succeed({ address: '198.51.100.1', device: 'laptop' })).toBe('in');
  });

  it('stop guesses at many accounts from one address, but not those of a known device', async () => {
    await failTimes(LIMITS.network.max, (index) => ({ email: `user-${String(index)}@example.com` }));

    expect(await refusalOf(fail())).toMatchObject({ problem: 'too-many-requests' });
    expect(await succeed({ address: '192.0.2.2' })).toBe('in');
    expect(await succeed({ device: 'laptop' })).toBe('in');
  });

  it('stop guesses from a known device, which then is not taken for an unknown one, nor for another', async () => {
    await failTimes(LIMITS.device.max, () => ({ device: 'stolen' }));

    expect(await refusalOf(succeed({ device: 'stolen' }))).toMatchObject({ problem: 'too-many-requests' });
    expect(await refusalOf(succeed({ device: 'stolen', address: '198.51.100.1' }))).toMatchObject({ problem: 'too-many-requests' });
    expect(await succeed({ device: 'laptop' })).toBe('in');
    expect(await succeed()).toBe('in');
  });

  it('count a whole IPv6 network as one address', async () => {
    await failTimes(LIMITS.accountFromNetwork.max, (index) => ({ address: `2001:db8::${String(index)}` }));

    expect(await refusalOf(succeed({ address: '2001:db8::ffff' }))).toMatchObject({ problem: 'too-many-requests' });
    expect(await succeed({ address: '2001:db8:0:1::1' })).toBe('in');
  });

  it('count attempts that come all at once', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => refusalOf(fail())));

    expect(all.filter((refusal) => refusal === null)).toHaveLength(LIMITS.accountFromNetwork.max);
  });

  it('count over processes', async () => {
    const other = await connect(join(folder, 'data.db'));
    const others = new AttemptLimits(other, new AttemptRepository(other));
    await failTimes(LIMITS.accountFromNetwork.max - 1);
    await others.signIn(attempt(), () => Promise.resolve(null));

    expect(await refusalOf(fail())).toMatchObject({ problem: 'too-many-requests' });
    await other.destroy();
  });

  it('outlast a restart', async () => {
    await failTimes(LIMITS.accountFromNetwork.max);
    await db.destroy();
    await open();

    expect(await refusalOf(fail())).toMatchObject({ problem: 'too-many-requests' });
  });

  it('begin again when their time is over, from the first attempt on', async () => {
    await failTimes(LIMITS.accountFromNetwork.max);
    jest.setSystemTime(START + LIMITS.accountFromNetwork.windowMs);

    await failTimes(LIMITS.accountFromNetwork.max);

    expect(await refusalOf(fail())).toMatchObject({ extras: { retryAfter: 15 * 60 } });
  });

  it('forget the failures of an account that signed in from there, and do not count the success', async () => {
    for (let turn = 0; turn < 3; turn += 1) await succeed();
    expect((await rows()).map(({ count }) => count)).toEqual([0, 0]);
    await failTimes(LIMITS.accountFromNetwork.max - 1);
    await succeed();

    await failTimes(LIMITS.accountFromNetwork.max);

    expect(await refusalOf(succeed())).toMatchObject({ problem: 'too-many-requests' });
  });

  it('give an attempt back that failed for another reason than the password', async () => {
    const busy = () => Promise.reject(serverBusy(2));
    for (let turn = 0; turn < 3; turn += 1) {
      expect(await refusalOf(limits.signIn(attempt(), busy))).toMatchObject({ problem: 'server-busy' });
      expect(await refusalOf(limits.register('192.0.2.1', busy))).toMatchObject({ problem: 'server-busy' });
      expect(await refusalOf(limits.changePassword('ada', busy))).toMatchObject({ problem: 'server-busy' });
    }

    expect((await rows()).map(({ count }) => count)).toEqual([0, 0, 0, 0, 0]);
  });

  it('stop one address from making accounts without end', async () => {
    const register = (address: string) => limits.register(address, () => Promise.resolve('in'));
    await register('192.0.2.1');
    await fill('registration');

    expect(await refusalOf(register('192.0.2.1'))).toMatchObject({ problem: 'too-many-requests' });
    expect(await register('192.0.2.2')).toBe('in');
  });

  it('stop guesses at the current password in a stolen session', async () => {
    for (let turn = 0; turn < LIMITS.password.max; turn += 1) expect(await limits.changePassword('ada', () => Promise.resolve(false))).toBe(false);

    expect(await refusalOf(limits.changePassword('ada', () => Promise.resolve(true)))).toMatchObject({ problem: 'too-many-requests' });
    expect(await limits.changePassword('bob', () => Promise.resolve(true))).toBe(true);
  });

  it('store neither an address nor an e-mail address', async () => {
    await fail({ email: 'x'.repeat(200) });
    await fail({ device: 'laptop' });

    const stored = JSON.stringify(await rows());
    for (const text of ['192.0.2.1', ADA, 'xxx', 'laptop']) expect(stored).not.toContain(text);
  });

  it('leave no rows behind when their time is over', async () => {
    await failTimes(20, (index) => ({ email: `user-${String(index)}@example.com` }));
    jest.setSystemTime(START + LIMITS.account.windowMs);

    await fail();

    expect(await rows()).toHaveLength(3);
  });

  it('keep a bounded number of rows: those that end first make room', async () => {
    await failTimes(20, (index) => ({ email: `user-${String(index)}@example.com` }));
    jest.setSystemTime(START + 1);
    await fail({ address: '198.51.100.1' });

    await new AttemptRepository(db).sweep(START + 1, 3);

    expect((await rows()).length).toBeLessThanOrEqual(3);
  });
});
