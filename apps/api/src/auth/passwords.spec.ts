import { describe, expect, it } from '@jest/globals';
import { HashGate } from './hash-gate';
import { Passwords } from './passwords';

const HERE = new AbortController().signal;

describe('kept passwords', () => {
  const passwords = new Passwords(new HashGate());

  it('are argon2id hashes with a salt of their own', async () => {
    const [one, two] = await Promise.all([passwords.hash('a sentence', HERE), passwords.hash('a sentence', HERE)]);

    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
    expect(one).not.toBe(two);
  });

  it('match what was hashed and nothing else', async () => {
    const kept = await passwords.hash('a sentence', HERE);

    expect(await passwords.matches(kept, 'a sentence', HERE)).toBe(true);
    expect(await passwords.matches(kept, 'a sentence ', HERE)).toBe(false);
    expect(await passwords.matches(kept, 'A sentence', HERE)).toBe(false);
  });

  it('cost as much where there is no account as where the password is wrong', async () => {
    const kept = await passwords.hash('a sentence', HERE);
    const fastestOf = async (stored: string | null) => {
      const times: number[] = [];
      for (let round = 0; round < 7; round += 1) {
        const start = process.cpuUsage();
        expect(await passwords.matches(stored, 'another', HERE)).toBe(false);
        const { user, system } = process.cpuUsage(start);
        times.push(user + system);
      }
      return Math.min(...times);
    };

    const [known, unknown] = [await fastestOf(kept), await fastestOf(null)];

    expect(unknown / known).toBeGreaterThan(0.5);
    expect(unknown / known).toBeLessThan(2);
  });
});
