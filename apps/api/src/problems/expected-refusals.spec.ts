import { randomUUID } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { generatorFailed, imageUnavailable, internalError, serverBusy, storageFull, storageUnavailable } from './catalogue';
import { ExpectedRefusals } from './expected-refusals';

const away = (message: string, code = 'EIO') => storageUnavailable(Object.assign(new Error(message), { code }));

describe('ExpectedRefusals', () => {
  it('counts refusals by a limit from the first on', () => {
    const refusals = new ExpectedRefusals();

    expect([refusals.count(serverBusy(2), 0), refusals.count(serverBusy(2), 1)]).toEqual([1, 2]);
  });

  it('leaves the first of a lasting state to be logged as an error, and again after a minute', () => {
    const refusals = new ExpectedRefusals();

    expect([0, 1, 59_999, 60_000, 60_001].map((now) => refusals.count(away('the disk is away'), now))).toEqual([null, 2, 3, null, 2]);
  });

  it('takes states with other causes for different ones', () => {
    const refusals = new ExpectedRefusals();
    const causes = [away('one'), away('two'), away('one', 'ESTALE'), imageUnavailable(new Error('image 1')), imageUnavailable(new Error('image 2'))];

    expect(causes.map((problem) => refusals.count(problem, 0))).toEqual(causes.map(() => null));
  });

  it('takes a state that is met at many files of a folder for one', () => {
    const refusals = new ExpectedRefusals();
    const full = (path: string) => {
      const cause = Object.assign(new Error(`ENOSPC: no space left on device, open '${path}'`), { code: 'ENOSPC' });
      return refusals.count(storageFull(new Error('the store has no room', { cause })), 0);
    };
    const [user, other] = [randomUUID(), randomUUID()];

    expect([full(`/data/incoming/${randomUUID()}`), full(`/data/incoming/${randomUUID()}`)]).toEqual([null, 2]);
    expect([full(`/uploads/images/user-${user}/.0123456789abcdef.tmp`), full(`/uploads/images/user-${other}/.fedcba9876543210.tmp`)]).toEqual([null, 2]);
  });

  it('takes no failure for a refusal, however often it happens', () => {
    const refusals = new ExpectedRefusals();

    for (let times = 0; times < 3; times += 1) expect([refusals.count(internalError(new Error('ours')), 0), refusals.count(generatorFailed(), 0)]).toEqual([null, null]);
  });

  it('keeps a bounded number of kinds', () => {
    const refusals = new ExpectedRefusals();
    for (let nth = 0; nth < 10_000; nth += 1) refusals.count(away(`fault ${String(nth)}`), 0);

    expect(Reflect.get(refusals, 'periods')).toHaveProperty('size', 100);
  });
});
