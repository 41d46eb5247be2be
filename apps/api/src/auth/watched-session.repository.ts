import { Injectable } from '@nestjs/common';
import { Database } from '../database/database';
import { portions } from '../database/portions';

/** Sessions of all users: no request reaches it. */
@Injectable()
export class WatchedSessionRepository {
  constructor(private readonly db: Database) {}

  /** Of these sessions, the ids of those that have neither ended nor run out and whose account is enabled. */
  async live(ids: readonly string[], now: number): Promise<Set<string>> {
    const live = new Set<string>();
    for (const some of portions(ids)) {
      const rows = await this.db
        .selectFrom('sessions')
        .innerJoin('users', 'users.id', 'sessions.user_id')
        .select('sessions.id')
        .where('sessions.id', 'in', some)
        .where('users.disabled_at', 'is', null)
        .where('sessions.ended_at', 'is', null)
        .where('sessions.expires_at', '>', now)
        .execute();
      for (const { id } of rows) live.add(id);
    }
    return live;
  }
}
