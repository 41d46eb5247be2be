import { createHmac } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Server } from '@vitrine/test-server';
import Database from 'better-sqlite3';

type Claims = Record<string, unknown>;

export interface Forged {
  readonly header?: Claims;
  readonly claims?: Claims;
  readonly hash?: 'sha256' | 'sha512';
  /** Whose key signs. */
  readonly use?: 'access' | 'media';
}

/** A token like `like`, changed here and there, and signed with the server's own key: only what is changed is wrong with it. */
export function forge(server: Server, like: string, { header = {}, claims = {}, hash = 'sha256', use = 'access' }: Forged): string {
  const [head, body] = like.split('.', 2).map((part) => JSON.parse(Buffer.from(part, 'base64url').toString('utf8')) as Claims);
  const signed = [{ ...head, ...header }, { ...body, ...claims }].map((part) => Buffer.from(JSON.stringify(part)).toString('base64url')).join('.');
  const key = Buffer.from(readFileSync(join(server.data, 'secrets', `${use}-1.key`), 'utf8').trim(), 'base64url');
  return `${signed}.${createHmac(hash, key).update(signed).digest('base64url')}`;
}

/** Ten minutes that ended a second ago. */
export function expired(): Claims {
  const now = Math.floor(Date.now() / 1000);
  return { iat: now - 601, exp: now - 1 };
}

/** Tokens that were checked a moment ago are believed for this long. */
const BELIEVED_MS = 1100;

/** What an administrator does; resolves when the server must have noticed. */
export async function disable(server: Server, userId: string): Promise<void> {
  const rows = new Database(join(server.data, 'vitrine.db'));
  try {
    const { changes } = rows.prepare('update users set disabled_at = ? where id = ?').run(Date.now(), userId);
    if (changes !== 1) throw new Error(`there is no user ${userId} to disable`);
  } finally {
    rows.close();
  }
  await new Promise((later) => setTimeout(later, BELIEVED_MS));
}
