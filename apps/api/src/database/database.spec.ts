import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from './connect';
import type { Database, Executor } from './database';

describe('what follows a transaction', () => {
  let folder: string;
  let db: Database;
  let done: string[];
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-database-'));
    db = await connect(join(folder, 'data.db'));
    done = [];
  });
  afterEach(async () => {
    await db.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  const user = (id: string) => ({ id, email: id, display_name: id, password_hash: '', role: 'user' as const, created_at: 0 });
  const insert = (id: string, on: Executor) => on.insertInto('users').values(user(id)).execute();
  const follow = (on: Executor, what: string) => { db.afterCommit(on, () => done.push(what)); };

  it('is done in its order, once everybody can see what was written', async () => {
    let seen: Promise<unknown> = Promise.resolve();
    await db.atomically(async (on) => {
      db.afterCommit(on, () => { seen = db.selectFrom('users').select('id').execute(); });
      follow(on, 'first');
      await insert('alice', on);
      follow(on, 'second');
      expect(done).toEqual([]);
    });

    expect(done).toEqual(['first', 'second']);
    expect(await seen).toEqual([{ id: 'alice' }]);
  });

  it('is not done when it was taken back', async () => {
    const failing = db.atomically(async (on) => {
      follow(on, 'first');
      await insert('alice', on);
      throw new Error('no');
    });

    await expect(failing).rejects.toThrow('no');
    expect(done).toEqual([]);
  });

  it('is not done when it could not be committed', async () => {
    const failing = db.atomically(async (on) => {
      follow(on, 'first');
      await insert('alice', on);
      await insert('alice', on);
    });

    await expect(failing).rejects.toThrow();
    expect(done).toEqual([]);
  });

  it('is done at once where there is no transaction', () => {
    follow(db, 'first');

    expect(done).toEqual(['first']);
  });
});
