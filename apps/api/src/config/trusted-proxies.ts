import { isIP } from 'node:net';
import * as z from 'zod';
import { shortIPv6 } from '../http/ip-address';

/** Named ranges of Express. */
const PROXY_NAMES = ['loopback', 'linklocal', 'uniquelocal'];
/** A visitor may write as many addresses into X-Forwarded-For as there are hops to be believed. */
const HOPS_MAX = 9;
const BITS = { 4: 32, 6: 128 } as const;
const MAPPED_BITS = 96;
/** The widest range that can belong to somebody's proxies: 10.0.0.0/8, fc00::/7 for private networks, else /16. */
const WIDEST = { ipv4: 8, uniqueLocal: 7, ipv6: 16 } as const;
/** Of all addresses, what the ranges may cover together. */
const SHARE_MAX = 1 / 16;

interface Range {
  readonly address: string;
  readonly family: 4 | 6;
  readonly prefix: number;
}

/** `TRUST_PROXY`: how many proxies are in front, or which. */
export const TrustedProxies = z
  .string()
  .refine(isHopsOrRanges, { error: 'must be a number of hops, or addresses and ranges of proxies with commas between them, such as loopback, 10.0.0.0/8', abort: true })
  .refine((text) => isHops(text) || (rangesOf(text).every(isNarrow) && ([4, 6] as const).every((family) => shareOf(family, rangesOf(text)) <= SHARE_MAX)), { error: 'must not trust everybody, who could then choose the address they come from: name the addresses of your proxies; a range can be as wide as /8 for IPv4 and /16 for IPv6, and all together a sixteenth of all addresses', abort: true })
  .refine((text) => !isHops(text) || Number(text) <= HOPS_MAX, `must be at most ${String(HOPS_MAX)} hops: with more than there are, everybody can choose the address they come from`);

/** As Express reads it. */
export function trustProxyOf(setting: string | undefined): string | number | false {
  if (setting === undefined) return false;
  return isHops(setting) ? Number(setting) : setting;
}

function isHops(text: string): boolean {
  return /^\d{1,9}$/.test(text);
}

function isHopsOrRanges(text: string): boolean {
  return isHops(text) || namesOf(text).every((name) => PROXY_NAMES.includes(name) || parseRange(name) !== null);
}

function namesOf(text: string): string[] {
  return text.split(',').map((name) => name.trim());
}

function rangesOf(text: string): Range[] {
  return namesOf(text).map(parseRange).filter((range) => range !== null);
}

/** Null when it is no address and no range. */
function parseRange(text: string): Range | null {
  const [address = '', prefix, ...more] = text.split('/');
  const family = isIP(address);
  if (more.length > 0 || (family !== 4 && family !== 6)) return null;
  if (prefix === undefined) return { address, family, prefix: BITS[family] };
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= BITS[family] ? { address, family, prefix: Number(prefix) } : null;
}

function isNarrow({ address, family, prefix }: Range): boolean {
  if (family === 4) return prefix >= WIDEST.ipv4;
  const written = shortIPv6(address);
  if (written.startsWith('::ffff:')) return prefix >= MAPPED_BITS + WIDEST.ipv4;
  return prefix >= (/^f[cd]/.test(written) ? WIDEST.uniqueLocal : WIDEST.ipv6);
}

/** The part of all addresses of a family that ranges cover, if none is in another. */
function shareOf(family: 4 | 6, ranges: readonly Range[]): number {
  return ranges.map(asIPv4).filter((range) => range.family === family).reduce((sum, { prefix }) => sum + 2 ** -prefix, 0);
}

function asIPv4(range: Range): Range {
  const isMapped = range.family === 6 && shortIPv6(range.address).startsWith('::ffff:');
  return isMapped ? { ...range, family: 4, prefix: range.prefix - MAPPED_BITS } : range;
}
