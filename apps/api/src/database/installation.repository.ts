import { Injectable } from '@nestjs/common';
import { Database } from './database';
import type { InstallationRow } from './schema';

type Key = InstallationRow['key'];

/** Facts about the installation as a whole. No user owns them. */
@Injectable()
export class InstallationRepository {
  constructor(private readonly db: Database) {}

  async find(key: Key): Promise<string | null> {
    const row = await this.db.selectFrom('installation').select('value').where('key', '=', key).executeTakeFirst();
    return row?.value ?? null;
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
