import { beforeEach, describe, expect, it } from '@jest/globals';
import { ProblemException } from '../problems/problem.exception';
import { ATTEMPTS, AttemptLimits } from './attempt-limits';

describe('the limits of attempts', () => {
  let limits: AttemptLimits;
  beforeEach(() => {
    limits = new AttemptLimits();
  });
  const times = async (count: number, attempt: (index: number) => Promise<void>) => {
    for (let index = 0; index < count; index += 1) await attempt(index);
  };
  const refusalOf = (attempt: Promise<void>) => attempt.then(() => null, (error: unknown) => error as ProblemException);

  it('stop guessing at one account, from wherever it comes, and say when to come back', async () => {
    await times(ATTEMPTS.account.points, (index) => limits.signsIn(`192.0.2.${String(index)}`, 'ada@example.com'));

    const refusal = await refusalOf(limits.signsIn('198.51.100.1', 'ada@example.com'));

    expect(refusal?.problem).toBe('too-many-requests');
    expect(refusal?.extras.retryAfter).toBeGreaterThan(ATTEMPTS.account.duration - 10);
    expect(refusal?.extras.retryAfter).toBeLessThanOrEqual(ATTEMPTS.account.duration);
    expect(await refusalOf(limits.signsIn('198.51.100.1', 'bob@example.com'))).toBeNull();
  });

  it('stop guessing at many accounts from one address', async () => {
    await times(ATTEMPTS.address.points, (index) => limits.signsIn('192.0.2.1', `user-${String(index)}@example.com`));

    expect((await refusalOf(limits.signsIn('192.0.2.1', 'ada@example.com')))?.problem).toBe('too-many-requests');
    expect(await refusalOf(limits.signsIn('192.0.2.2', 'ada@example.com'))).toBeNull();
  });

  it('count a whole IPv6 network as one address', async () => {
    await times(ATTEMPTS.address.points, (index) => limits.signsIn(`2001:db8::${String(index)}`, `user-${String(index)}@example.com`));

    expect((await refusalOf(limits.signsIn('2001:db8::ffff', 'ada@example.com')))?.problem).toBe('too-many-requests');
  });

  it('count attempts that come all at once', async () => {
    const all = await Promise.all(Array.from({ length: 30 }, () => refusalOf(limits.signsIn('192.0.2.1', 'ada@example.com'))));

    expect(all.filter((refusal) => refusal === null)).toHaveLength(ATTEMPTS.account.points);
  });

  it('forget the failures of an account that signed in, and do not count the success', async () => {
    await times(ATTEMPTS.account.points - 1, () => limits.signsIn('192.0.2.1', 'ada@example.com'));
    await times(ATTEMPTS.address.points * 2, async () => {
      await limits.signsIn('192.0.2.1', 'ada@example.com');
      await limits.signedIn('192.0.2.1', 'ada@example.com');
    });

    await times(ATTEMPTS.account.points, () => limits.signsIn('192.0.2.1', 'ada@example.com'));
    expect((await refusalOf(limits.signsIn('192.0.2.1', 'ada@example.com')))?.problem).toBe('too-many-requests');
  });

  it('stop one address from making accounts without end', async () => {
    await times(ATTEMPTS.registration.points, () => limits.registers('192.0.2.1'));

    expect((await refusalOf(limits.registers('192.0.2.1')))?.problem).toBe('too-many-requests');
    expect(await refusalOf(limits.registers('192.0.2.2'))).toBeNull();
  });

  it('stop guessing at the present password in a stolen session', async () => {
    await times(ATTEMPTS.password.points, () => limits.changesPassword('ada'));

    expect((await refusalOf(limits.changesPassword('ada')))?.problem).toBe('too-many-requests');
  });
});
