import { invalidField } from '../problems/catalogue';

/** Where a page ended: the time and the id of its last row. */
export interface Cursor {
  readonly at: number;
  readonly id: string;
}

const WRITTEN = /^(\d{1,15})\.([0-9a-f-]{36})$/;

export function writeCursor({ at, id }: Cursor): string {
  return Buffer.from(`${String(at)}.${id}`).toString('base64url');
}

/** @throws `invalid-request` for anything that `writeCursor` did not write. */
export function readCursor(text: string | undefined): Cursor | null {
  if (text === undefined) return null;
  const [, at, id] = WRITTEN.exec(Buffer.from(text, 'base64url').toString('latin1')) ?? [];
  if (at === undefined || id === undefined) throw invalidField('/cursor', 'must be the nextCursor of a page');
  return { at: Number(at), id };
}
