import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { portions } from '../database/portions';

/** Versions of many libraries, whosever they are: no request reaches it. */
@Injectable()
export class LibraryVersionRepository {
  constructor(private readonly db: Database) {}

  /** By the owner; without those who never kept anything. */
  async versionsOf(owners: readonly string[]): Promise<Map<string, number>> {
    const versions = new Map<string, number>();
    for (const some of portions(owners)) {
      const rows = await this.db.selectFrom('usage_counters').select(['owner_id', 'version']).where('owner_id', 'in', some).execute();
      for (const { owner_id, version } of rows) versions.set(owner_id, version);
    }
    return versions;
  }
}
