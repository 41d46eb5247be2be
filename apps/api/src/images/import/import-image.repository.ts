import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import type { ImageRow } from '../../database/schema';
import { isUniqueViolation } from '../../database/unique-violation';
import { IdempotencyRepository, type NamedRequest } from '../../idempotency/idempotency.repository';
import { ImageRepository } from '../image.repository';

/** An image comes in once, however often and from wherever it is sent. */
@Injectable()
export class ImportImageRepository {
  constructor(
    private readonly db: Database,
    private readonly images: ImageRepository,
    private readonly idempotency: IdempotencyRepository,
  ) {}

  /**
   * The image with these bytes, durable when it resolves: this row, or the one that was there before it. Undefined, and
   * nothing changed: the same request made one that is gone. @throws `idempotency-key-reused`
   */
  async insert(owner: string, row: ImageRow, request: NamedRequest | null): Promise<ImageRow | undefined> {
    try {
      return await this.insertOnce(owner, row, request);
    } catch (error) {
      // Another process was a moment earlier: now its row is there to be found.
      if (isUniqueViolation(error)) return this.insertOnce(owner, row, request);
      throw error;
    }
  }

  /** The request led to an image that was there before it. */
  async claim(owner: string, row: ImageRow, request: NamedRequest): Promise<void> {
    await this.db.atomically((on) => this.idempotency.claim(owner, request, row.id, on));
  }

  private insertOnce(owner: string, row: ImageRow, request: NamedRequest | null): Promise<ImageRow | undefined> {
    return this.db.atomically(async (on) => {
      const there = await this.images.ofHash(owner, row.sha256, on);
      const first = request === null || (await this.idempotency.claim(owner, request, row.id, on)) === row.id;
      if (there || !first) return there;
      await this.images.insert(owner, row, on);
      return row;
    });
  }
}
