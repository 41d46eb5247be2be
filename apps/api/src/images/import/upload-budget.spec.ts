import { describe, expect, it } from '@jest/globals';
import { UploadBudget } from './upload-budget';

const MIB = 1024 * 1024;
const busy = expect.objectContaining({ problem: 'server-busy', extras: { retryAfter: 10 } });
const attempt = (reserve: () => unknown): unknown => {
  try {
    return reserve();
  } catch (error) {
    return error;
  }
};

describe('UploadBudget', () => {
  it('has room for a gigabyte in all, and again for what was released', () => {
    const budget = new UploadBudget();
    const all = Array.from({ length: 32 }, (_, at) => budget.reserve(`owner ${String(at)}`, 32 * MIB));

    expect(attempt(() => budget.reserve('late', 32 * MIB))).toEqual(busy);
    budget.release(all[0]!);
    expect(budget.reserve('late', 32 * MIB).signal.aborted).toBe(false);
  });

  it('gives one owner a quarter, however many the requests', () => {
    const budget = new UploadBudget();
    for (let at = 0; at < 8; at += 1) budget.reserve('alice', 32 * MIB);

    expect(attempt(() => budget.reserve('alice', 1))).toEqual(busy);
    expect(budget.reserve('bob', 32 * MIB).signal.aborted).toBe(false);
  });

  it('bounds the number of the smallest', () => {
    const budget = new UploadBudget();
    for (let at = 0; at < 64; at += 1) budget.reserve('alice', 1);

    expect(attempt(() => budget.reserve('alice', 1))).toEqual(busy);
  });

  it('lets slow uploads give way, and only as many as it must', () => {
    const budget = new UploadBudget();
    const all = Array.from({ length: 32 }, (_, at) => budget.reserve(`owner ${String(at)}`, 32 * MIB, 0));
    const [trickling, quick, waiting] = [all.slice(0, 2), all.slice(2, 20), all.slice(20)];
    for (let second = 1; second <= 31; second += 1) {
      for (const upload of trickling) upload.received(100, second * 1000);
      for (const upload of quick) upload.received(60_000, second * 1000);
    }
    for (const upload of waiting) upload.complete = true;

    expect(budget.reserve('late', 32 * MIB, 31_500).signal.aborted).toBe(false);
    expect(all.map(({ signal }) => signal.aborted)).toEqual(all.map((_, at) => at === 0));
    expect(all[0]!.signal.reason).toEqual(busy);
    expect(budget.reserve('later', 32 * MIB, 31_500).signal.aborted).toBe(false);
    expect(attempt(() => budget.reserve('too late', 32 * MIB, 31_500))).toEqual(busy);
  });

  it('gives an owner who has nothing a share of the one who has most: the place of their slowest upload', () => {
    const budget = new UploadBudget();
    const reserve = (owner: string, count: number) => Array.from({ length: count }, () => budget.reserve(owner, 32 * MIB, 0));
    const few = ['bob', 'carol', 'dora'].flatMap((owner) => reserve(owner, 7));
    const many = reserve('alice', 8);
    const rest = reserve('erin', 3);
    for (const upload of [...few, ...rest]) upload.received(32 * MIB, 29_000);
    for (let second = 1; second <= 31; second += 1) many.forEach((upload, at) => { upload.received(at === 5 ? 90_000 : 100_000, second * 1000); });

    expect(attempt(() => budget.reserve('bob', 32 * MIB, 31_500))).toEqual(busy);
    expect(budget.reserve('late', 32 * MIB, 31_500).signal.aborted).toBe(false);

    expect(many.map(({ signal }) => signal.aborted)).toEqual(many.map((_, at) => at === 5));
    expect(many[5]!.signal.reason).toEqual(busy);
    expect(few.some(({ signal }) => signal.aborted)).toBe(false);
    expect(attempt(() => budget.reserve('late', 32 * MIB, 31_500))).toEqual(busy);
  });

  it('takes no upload that is whole for another, nor the last of an owner', () => {
    const whole = new UploadBudget();
    for (const owner of ['alice', 'bob', 'carol', 'dora']) for (let at = 0; at < 8; at += 1) whole.reserve(owner, 32 * MIB).complete = true;
    const single = new UploadBudget();
    for (let at = 0; at < 32; at += 1) single.reserve(`owner ${String(at)}`, 32 * MIB);

    for (const budget of [whole, single]) expect(attempt(() => budget.reserve('late', 4 * MIB))).toEqual(busy);
  });

  it('takes nobody’s place in vain', () => {
    const budget = new UploadBudget();
    const slow = budget.reserve('alice', 4 * MIB, 0);
    for (let at = 0; at < 7; at += 1) budget.reserve('alice', 32 * MIB, 29_000);

    expect(attempt(() => budget.reserve('alice', 64 * MIB, 31_000))).toEqual(busy);
    expect(slow.signal.aborted).toBe(false);
  });

  it('calls nobody slow within the first half minute', () => {
    const budget = new UploadBudget();
    for (let at = 0; at < 8; at += 1) budget.reserve('alice', 32 * MIB, 0);

    expect(attempt(() => budget.reserve('alice', 32 * MIB, 29_000))).toEqual(busy);
  });
});
