import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfig } from '../config/config';
import { connect } from './connect';
import type { Database } from './database';
import { ReadThreads } from './read-threads';

/** Counts up for ever, and asks each time whether time is left. */
const ENDLESS = { sql: "with recursive n(i) as (select 1 union all select i + 1 from n) select i from n where contains_words('', 'x' || i)", parameters: [] };
const NUMBERS = { sql: 'with recursive n(i) as (select 1 union all select i + 1 from n where i < ?) select i from n', parameters: [2500] };
const HERE = new AbortController().signal;
const ONE = { sql: 'select 1 as one', parameters: [] };

describe('statements on the threads that read', () => {
  let folder: string;
  let db: Database;
  let threads: ReadThreads;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-threads-'));
    const config = readConfig({ DATA_DIR: folder });
    db = await connect(config.databaseFile);
    threads = new ReadThreads(config);
  });
  afterEach(async () => {
    await threads.onApplicationShutdown();
    await db.destroy();
    await rm(folder, { recursive: true, force: true });
  });

  it('come in batches and are complete', async () => {
    const batches: number[] = [];
    for await (const rows of threads.stream('alice', NUMBERS, HERE)) batches.push(rows.length);

    expect(batches).toEqual([1000, 1000, 500]);
  });

  it('see what was committed before', async () => {
    await db.insertInto('installation').values({ key: 'identity' as never, value: 'here' }).execute();

    expect(await threads.rows('alice', { sql: 'select value from installation', parameters: [] }, HERE)).toEqual([{ value: 'here' }]);
  });

  it('cannot write', async () => {
    await expect(threads.rows('alice', { sql: 'delete from users', parameters: [] }, HERE)).rejects.toThrow();
  });

  it('are ended when they take too long, hold up neither the database nor another owner, and leave a thread that works', async () => {
    const order: string[] = [];
    const endless = threads.rows('mallory', ENDLESS, HERE).catch((error: unknown) => { order.push('ended'); return error; });
    const second = threads.rows('mallory', ONE, HERE).then(() => order.push('second of the same'));

    await db.ping();
    order.push('database');
    await threads.rows('alice', ONE, HERE);
    order.push('another owner');

    expect(await endless).toMatchObject({ problem: 'server-busy' });
    await second;
    expect(order).toEqual(['database', 'another owner', 'ended', 'second of the same']);
  });

  it('are refused when too many of one owner wait', async () => {
    const asked = Array.from({ length: 20 }, () => threads.rows('alice', ONE, HERE).then(() => 'answered', (error: unknown) => (error as { problem: string }).problem));

    const results = await Promise.all(asked);
    expect([...new Set(results)].sort()).toEqual(['answered', 'too-many-requests']);
    expect(await threads.rows('alice', ONE, HERE)).toEqual([{ one: 1 }]);
  });

  it('can be left before their end', async () => {
    for await (const _rows of threads.stream('alice', NUMBERS, HERE)) break;

    expect(await threads.rows('alice', ONE, HERE)).toEqual([{ one: 1 }]);
  });

  it('do not begin for a client that left while they waited, and are stopped for one that leaves while they run', async () => {
    const [running, waiting] = [new AbortController(), new AbortController()];
    const reasons = [new Error('left while it ran'), new Error('left while it waited')];
    const patient = new ReadThreads(readConfig({ DATA_DIR: folder }), Infinity);
    const results = [patient.rows('alice', ENDLESS, running.signal), patient.rows('alice', ENDLESS, waiting.signal)].map((result) => result.catch((error: unknown) => error));
    const next = patient.rows('alice', ONE, HERE);

    waiting.abort(reasons[1]);
    expect(await results[1]).toBe(reasons[1]);
    running.abort(reasons[0]);
    expect(await results[0]).toBe(reasons[0]);
    expect(await next).toEqual([{ one: 1 }]);
    await expect(patient.rows('alice', ONE, running.signal)).rejects.toBe(reasons[0]);
    await patient.onApplicationShutdown();
  });

  it("reject with the database's own error", async () => {
    await expect(threads.rows('alice', { sql: 'select nothing', parameters: [] }, HERE)).rejects.toMatchObject({ code: 'SQLITE_ERROR' });
  });
});
