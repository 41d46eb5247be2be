import { createHash } from 'node:crypto';
import { foldText } from '@vitrine/contracts';

/**
 * Three characters, so that an owner is one entry of the index: 20,000³ of them, and two owners who share one still see
 * only their own, as every query names the owner besides.
 */
export function ownerTokenOf(owner: string): string {
  const hash = createHash('sha256').update(owner).digest();
  return String.fromCodePoint(...[0, 4, 8].map((at) => 0x4e00 + (hash.readUInt32BE(at) % 20_000)));
}

/** What is searched of an image: folded, one part per line. */
export function searchTextOf(parts: readonly string[]): string {
  return parts.map(foldText).join('\n');
}
