import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from './connect';
import type { Database } from './database';
import { LeaseRepository } from './lease.repository';

const MINUTE = 60_000;
const NOW = Date.UTC(2026, 0, 1);

describe('LeaseRepository', () => {
  let folder: string;
  let db: Database;
  let leases: LeaseRepository;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-database-'));
    db = await connect(join(folder, 'data.db'));
    leases = new LeaseRepository(db);
  });
  afterEach(async () => {
    await db.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  it('gives a lease to one holder until it ends', async () => {
    await leases.take('backup', 'first', NOW, NOW + MINUTE);

    expect(await leases.take('backup', 'second', NOW + MINUTE - 1, NOW + 2 * MINUTE)).toBe(false);
    expect(await leases.isHeld('backup', NOW + MINUTE - 1)).toBe(true);
    expect(await leases.isHeld('backup', NOW + MINUTE)).toBe(false);
    expect(await leases.take('backup', 'second', NOW + MINUTE, NOW + 2 * MINUTE)).toBe(true);
  });

  it('prolongs a lease for its holder alone', async () => {
    await leases.take('backup', 'first', NOW, NOW + MINUTE);

    expect(await leases.prolong('backup', 'second', NOW, NOW + 2 * MINUTE)).toBe(false);
    expect(await leases.prolong('backup', 'first', NOW, NOW + 2 * MINUTE)).toBe(true);
  });

  it('takes a lease for ended that a clock gave which was years ahead', async () => {
    const inYears = NOW + 10 * 365 * 24 * 60 * MINUTE;
    await leases.take('backup', 'dead', inYears, inYears + MINUTE);

    expect(await leases.isHeld('backup', NOW)).toBe(false);
    expect(await leases.take('backup', 'second', NOW, NOW + MINUTE)).toBe(true);
  });
});
