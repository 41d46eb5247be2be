import { Injectable } from '@nestjs/common';
import { Database, type Executor } from '../database/database';
import type { UserRow } from '../database/schema';
import { isUniqueViolation } from '../database/unique-violation';
import { emailTaken } from '../problems/catalogue';

@Injectable()
export class UserRepository {
  constructor(private readonly db: Database) {}

  /** Rejects with `emailTaken` when another account has the address. */
  async insert(user: UserRow, on: Executor = this.db): Promise<void> {
    try {
      await on.insertInto('users').values(user).execute();
    } catch (error) {
      throw isUniqueViolation(error) ? emailTaken() : error;
    }
  }

  find(id: string, on: Executor = this.db): Promise<UserRow | undefined> {
    return on.selectFrom('users').selectAll().where('id', '=', id).executeTakeFirst();
  }

  /** `email` is canonical. */
  findByEmail(email: string, on: Executor = this.db): Promise<UserRow | undefined> {
    return on.selectFrom('users').selectAll().where('email', '=', email).executeTakeFirst();
  }

  /**
   * Holds the account as it was read until `on` ends. False when its password was changed or it was disabled since. The
   * hash is the password's version: each has a salt of its own. An update takes the row's lock in every database, where
   * a select would need `for update`, which SQLite does not know.
   */
  holdUnchanged(user: UserRow, on: Executor): Promise<boolean> {
    return this.setPassword(user, user.password_hash, on);
  }

  /** False, and nothing is changed, when the password was changed or the account was disabled since `user` was read. */
  async setPassword({ id, password_hash }: UserRow, passwordHash: string, on: Executor = this.db): Promise<boolean> {
    const { numUpdatedRows } = await on
      .updateTable('users')
      .set({ password_hash: passwordHash })
      .where('id', '=', id)
      .where('password_hash', '=', password_hash)
      .where('disabled_at', 'is', null)
      .executeTakeFirst();
    return numUpdatedRows > 0n;
  }

  async disable(id: string, at: number, on: Executor = this.db): Promise<void> {
    await on.updateTable('users').set({ disabled_at: at }).where('id', '=', id).execute();
  }
}
