import { expect, it } from '@jest/globals';
import { Rounds } from './rounds';

async function* numbers() {
  for (let i = 1; i <= 5; i += 1) yield await Promise.resolve(i);
}

function take(rounds: Rounds<number>, many: number): Promise<number[]> {
  const taken: number[] = [];
  return rounds.part((item) => taken.push(item), () => taken.length === many).then(() => taken);
}

it('goes on where it was, and begins anew after the end', async () => {
  const rounds = new Rounds(numbers);

  expect([await take(rounds, 3), await take(rounds, 3), await take(rounds, 2)]).toEqual([[1, 2, 3], [4, 5], [1, 2]]);
});

it('begins anew after what failed', async () => {
  let fails = true;
  const rounds = new Rounds(async function* () {
    yield await Promise.resolve(1);
    if (fails) throw new Error('the disk is away');
    yield 2;
  });

  await expect(take(rounds, 9)).rejects.toThrow('the disk is away');
  fails = false;

  expect(await take(rounds, 9)).toEqual([1, 2]);
});

it('closes what it goes through when its consumer fails', async () => {
  let closed = false;
  const rounds = new Rounds(async function* () {
    try {
      yield await Promise.resolve(1);
    } finally {
      closed = true;
    }
  });
  const fail = () => {
    throw new Error('no room for more');
  };

  await expect(rounds.part(fail, () => false)).rejects.toThrow('no room for more');

  expect(closed).toBe(true);
});
