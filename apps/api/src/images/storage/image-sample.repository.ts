import { Injectable } from '@nestjs/common';
import { Database } from '../../database/database';
import type { Placed } from './image-key';

/** Looks into the rows of all owners, to check whether a store is theirs. No request reaches it. */
@Injectable()
export class ImageSampleRepository {
  constructor(private readonly db: Database) {}

  /** At most `count` images of the library, or of the trash, spread evenly from the oldest to the newest. */
  async spread(location: 'library' | 'trash', count: number): Promise<Placed[]> {
    const total = await this.count(location);
    const picked = Array.from({ length: Math.min(count, total) }, (_, index) => Math.floor((index * total) / Math.min(count, total)));
    const rows: Placed[] = [];
    for (const offset of picked) rows.push(...(await this.at(location, offset)));
    return rows;
  }

  private async count(location: 'library' | 'trash'): Promise<number> {
    const { total } = await this.db
      .selectFrom('images')
      .select((eb) => eb.fn.countAll<number>().as('total'))
      .where('deleted_at', location === 'library' ? 'is' : 'is not', null)
      .executeTakeFirstOrThrow();
    return Number(total);
  }

  private at(location: 'library' | 'trash', offset: number): Promise<Placed[]> {
    return this.db
      .selectFrom('images')
      .select(['id', 'owner_id', 'filename', 'deleted_at'])
      .where('deleted_at', location === 'library' ? 'is' : 'is not', null)
      .orderBy('id')
      .offset(offset)
      .limit(1)
      .execute();
  }
}
