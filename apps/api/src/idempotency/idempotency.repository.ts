import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import { idempotencyKeyReused } from '../problems/catalogue';

/** How long a key is remembered. */
export const KEPT_MS = 24 * 60 * 60 * 1000;

/** One request as its sender named it. */
export interface NamedRequest {
  readonly route: string;
  readonly key: string;
  /** As read, defaults filled in: what is the same then was the same request. */
  readonly body: unknown;
}

/** Which request made what, so that the same one sent again makes nothing more. */
@Injectable()
export class IdempotencyRepository {
  constructor(private readonly db: Database) {}

  /**
   * The id of what the first request of this name made: `resourceId` when this is the first. Belongs into the
   * transaction that makes the resource; of many at once, one inserts and the others read what it wrote.
   * @throws `idempotency-key-reused` when the name was another request's.
   */
  async claim(owner: string, request: NamedRequest, resourceId: string, on: Executor, now = Date.now()): Promise<string> {
    const { route, key } = request;
    const hash = hashOf(request.body);
    const named = on.deleteFrom('idempotency_keys').where('owner_id', '=', owner).where('route', '=', route).where('key', '=', key);
    await named.where('created_at', '<=', now - KEPT_MS).execute();
    const row = { owner_id: owner, route, key, request_hash: hash, resource_id: resourceId, created_at: now };
    const { numInsertedOrUpdatedRows } = await on
      .insertInto('idempotency_keys')
      .values(row)
      .onConflict((conflict) => conflict.doNothing())
      .executeTakeFirstOrThrow();
    return numInsertedOrUpdatedRows === 1n ? resourceId : this.first(owner, request, hash, on);
  }

  /** Whether a request of this name was here before. @throws `idempotency-key-reused` when the name was another request's. */
  async knows(owner: string, { route, key, body }: NamedRequest, now = Date.now()): Promise<boolean> {
    const row = await this.db
      .selectFrom('idempotency_keys')
      .select('request_hash')
      .where('owner_id', '=', owner)
      .where('route', '=', route)
      .where('key', '=', key)
      .where('created_at', '>', now - KEPT_MS)
      .executeTakeFirst();
    if (row && row.request_hash !== hashOf(body)) throw idempotencyKeyReused();
    return row !== undefined;
  }

  /** @returns how many were forgotten. */
  async forgetOld(now = Date.now()): Promise<number> {
    const { numDeletedRows } = await this.db.deleteFrom('idempotency_keys').where('created_at', '<=', now - KEPT_MS).executeTakeFirstOrThrow();
    return Number(numDeletedRows);
  }

  private async first(owner: string, { route, key }: NamedRequest, hash: string, on: Executor): Promise<string> {
    const row = await on
      .selectFrom('idempotency_keys')
      .select(['request_hash', 'resource_id'])
      .where('owner_id', '=', owner)
      .where('route', '=', route)
      .where('key', '=', key)
      .executeTakeFirstOrThrow();
    if (row.request_hash !== hash) throw idempotencyKeyReused();
    return row.resource_id;
  }
}

function hashOf(body: unknown): string {
  return createHash('sha256').update(JSON.stringify(body)).digest('hex');
}
