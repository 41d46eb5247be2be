import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from './connect';
import type { Database } from './database';
import { InstallationRepository } from './installation.repository';

describe('InstallationRepository', () => {
  let folder: string;
  let db: Database;
  let installation: InstallationRepository;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-database-'));
    db = await connect(join(folder, 'data.db'));
    installation = new InstallationRepository(db);
  });
  afterEach(async () => {
    await db.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  it('returns null for a fact that was never set', async () => {
    expect(await installation.find('store-id')).toBeNull();
  });

  it('returns the last value that was set', async () => {
    await installation.set('store-id', 'a');
    await installation.set('store-id', 'b');

    expect(await installation.find('store-id')).toBe('b');
  });

  it('keeps the first value of those set once, and returns it to each', async () => {
    const values = await Promise.all(['a', 'b'].map((value) => installation.setOnce('store-id', value)));

    expect(values).toEqual(['a', 'a']);
    expect(await installation.find('store-id')).toBe('a');
  });
});
