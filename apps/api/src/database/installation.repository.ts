import { Injectable } from '@nestjs/common';
import { Database } from './database';
import type { InstallationRow } from './schema';

type Key = InstallationRow['key'];

const NO_TABLE = /no such table: installation|relation "installation" does not exist/;

/** Facts about the installation as a whole. No user owns them. */
@Injectable()
export class InstallationRepository {
  constructor(private readonly db: Database) {}

  /** Null for a database of an earlier version, too, which has no such facts. */
  async find(key: Key): Promise<string | null> {
    try {
      const row = await this.db.selectFrom('installation').select('value').where('key', '=', key).executeTakeFirst();
      return row?.value ?? null;
    } catch (error) {
      if (NO_TABLE.test(String(error))) return null;
      throw error;
    }
  }

  async set(key: Key, value: string): Promise<void> {
    await this.db.insertInto('installation').values({ key, value }).onConflict((conflict) => conflict.column('key').doUpdateSet({ value })).execute();
  }

  /** Keeps the value that is there, and resolves with it: of two processes that set it at the same time, both get the same. */
  async setOnce(key: Key, value: string): Promise<string> {
    await this.db.insertInto('installation').values({ key, value }).onConflict((conflict) => conflict.column('key').doNothing()).execute();
    return (await this.find(key)) ?? value;
  }
}
