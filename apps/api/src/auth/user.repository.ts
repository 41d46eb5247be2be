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

  async setPassword(id: string, passwordHash: string, on: Executor = this.db): Promise<void> {
    await on.updateTable('users').set({ password_hash: passwordHash }).where('id', '=', id).execute();
  }

  async disable(id: string, at: number, on: Executor = this.db): Promise<void> {
    await on.updateTable('users').set({ disabled_at: at }).where('id', '=', id).execute();
  }
}
