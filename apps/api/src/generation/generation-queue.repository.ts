import { Injectable } from '@nestjs/common';
import type { QueryCreator } from 'kysely';
import { Database, type Executor } from '../database/database';
import { LEASE_MAX_MS } from '../database/lease.repository';
import type { GenerationRow, Schema } from '../database/schema';

/** A worker's hold on a job: only who holds it may move it on, and only while it is running. Lasts LEASE_MAX_MS at most. */
export interface Lease {
  readonly holder: string;
  readonly until: number;
}

export interface ClaimLimits {
  readonly atOnce: number;
  readonly perUser: number;
}

/** How a job ended. */
export type End = Pick<GenerationRow, 'problem' | 'images_made'> & { readonly status: 'succeeded' | 'failed' };

/** Jobs of a worker that will not come back: those of one that stops, or those whose leases ran out. */
export type Abandoned = { readonly heldBy: string } | { readonly expiredAt: number };

export type JobName = Pick<GenerationRow, 'id' | 'owner_id'>;

/**
 * Generations as work: who is next, who has it, how it ended. Picking and sweeping look across owners, as a queue must;
 * everything that touches one job names its owner first. Each statement is whole in itself, so that workers of several
 * processes can run it at the same time.
 */
@Injectable()
export class GenerationQueueRepository {
  constructor(private readonly db: Database) {}

  /** Takes the next job, if one may run now. Undefined: nothing waits, or all that waits must wait on. */
  claim({ holder, until }: Lease, { atOnce, perUser }: ClaimLimits, now = Date.now()): Promise<GenerationRow | undefined> {
    return this.db
      .with('line', (on) => inLine(on, now))
      .updateTable('generations')
      .set({ status: 'running', lease_owner: holder, lease_until: until, started_at: now })
      .where('status', '=', 'queued')
      .where('id', '=', (on) => on.selectFrom('line').select('id').where('running', '<', perUser).orderBy('place').limit(1))
      .where((on) => on.eb(runningNow(this.db, now), '<', atOnce))
      .returningAll()
      .executeTakeFirst();
  }

  /** How many jobs will begin before each of these; those that do not wait are left out. */
  async ahead(owner: string, ids: readonly string[], now = Date.now()): Promise<Map<string, number>> {
    if (ids.length === 0) return new Map();
    const rows = await this.db
      .with('line', (on) => inLine(on, now))
      .selectFrom('line')
      .select(['id', 'place'])
      .where('owner_id', '=', owner)
      .where('id', 'in', ids)
      .execute();
    return new Map(rows.map(({ id, place }) => [id, Number(place) - 1]));
  }

  /** Which of these jobs are still the holder's, their leases now longer. */
  async renew({ holder, until }: Lease, ids: readonly string[]): Promise<Set<string>> {
    if (ids.length === 0) return new Set();
    const rows = await this.db
      .updateTable('generations')
      .set({ lease_until: until })
      .where('id', 'in', ids)
      .where('lease_owner', '=', holder)
      .where('status', '=', 'running')
      .returning('id')
      .execute();
    return new Set(rows.map(({ id }) => id));
  }

  /** Says, before the provider is called, that it is. False: the job is no longer the holder's, and must not be paid for. */
  async markCalled(owner: string, id: string, holder: string, on: Executor, now = Date.now()): Promise<boolean> {
    const { numUpdatedRows } = await on
      .updateTable('generations')
      .set({ provider_started_at: now })
      .where('owner_id', '=', owner)
      .where('id', '=', id)
      .where('lease_owner', '=', holder)
      .where('status', '=', 'running')
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }

  /** False: the job is no longer the holder's, and whatever it made must not be shown. */
  async end(owner: string, id: string, holder: string, end: End, on: Executor, now = Date.now()): Promise<boolean> {
    const { numUpdatedRows } = await on
      .updateTable('generations')
      .set({ ...end, lease_owner: null, lease_until: null, finished_at: now })
      .where('owner_id', '=', owner)
      .where('id', '=', id)
      .where('lease_owner', '=', holder)
      .where('status', '=', 'running')
      .executeTakeFirstOrThrow();
    return numUpdatedRows === 1n;
  }

  /** The provider was not called for these: they wait again, as if nobody had taken them. */
  requeue(abandoned: Abandoned, on: Executor): Promise<JobName[]> {
    return left(on, abandoned)
      .set({ status: 'queued', lease_owner: null, lease_until: null, started_at: null })
      .where('provider_started_at', 'is', null)
      .returning(['id', 'owner_id'])
      .execute();
  }

  /** The provider was called for these, and nobody knows what came of it: they are never called for again by themselves. */
  interrupt(abandoned: Abandoned, problem: string, on: Executor, now = Date.now()): Promise<JobName[]> {
    return left(on, abandoned)
      .set({ status: 'interrupted', problem, lease_owner: null, lease_until: null, finished_at: now })
      .where('provider_started_at', 'is not', null)
      .returning(['id', 'owner_id'])
      .execute();
  }
}

function left(on: Executor, abandoned: Abandoned) {
  const running = on.updateTable('generations').where('status', '=', 'running');
  if ('heldBy' in abandoned) return running.where('lease_owner', '=', abandoned.heldBy);
  const now = abandoned.expiredAt;
  return running.where((eb) => eb.not(eb.between('lease_until', now, now + LEASE_MAX_MS)));
}

/** A worker that died still counts until its lease is over: what it runs may well go on at the provider's. */
function runningNow(on: QueryCreator<Schema>, now: number) {
  return on
    .selectFrom('generations as other')
    .select((row) => row.fn.countAll<number>().as('running'))
    .where('other.status', '=', 'running')
    .where((eb) => eb.between('other.lease_until', now, now + LEASE_MAX_MS));
}

/**
 * Every waiting job and its place in line. Owners take turns: whoever has the fewest running is next, of those who was
 * served the longest ago, of those whose job is the oldest. An owner's second job stands a turn behind their first.
 */
function inLine(on: QueryCreator<Schema>, now: number) {
  const waiting = on
    .selectFrom('generations as job')
    .select((row) => [
      'job.id',
      'job.owner_id',
      'job.created_at',
      runningNow(on, now).where('other.owner_id', '=', row.ref('job.owner_id')).as('running'),
      lastServed(on).where('other.owner_id', '=', row.ref('job.owner_id')).as('served_at'),
      row.fn.agg<number>('row_number').over((over) => over.partitionBy('job.owner_id').orderBy('job.created_at').orderBy('job.id')).as('turn'),
    ])
    .where('job.status', '=', 'queued');
  return on
    .selectFrom(waiting.as('waiting'))
    .select((row) => [
      'id',
      'owner_id',
      'running',
      row.fn
        .agg<number>('row_number')
        .over((over) => over.orderBy(row('running', '+', row.ref('turn'))).orderBy('served_at').orderBy('created_at').orderBy('id'))
        .as('place'),
    ]);
}

/** When a job of an owner was last begun; 0 when none ever was. */
function lastServed(on: QueryCreator<Schema>) {
  return on
    .selectFrom('generations as other')
    .select((row) => row.fn.coalesce(row.fn.max('other.started_at'), row.lit(0)).as('served_at'));
}
