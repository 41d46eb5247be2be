/** From the first byte to the last, both counted in. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

const ONE_RANGE = /^bytes=(?:(\d{1,15})-(\d{0,15})|-(\d{1,15}))$/;

/**
 * The one range of bytes that a `Range` header asks for (RFC 9110, 14.1.2). Null means the whole: there is no header, or
 * it asks for several ranges, in another unit, or makes no sense.
 */
export function byteRangeOf(header: string | undefined, size: number): ByteRange | 'unsatisfiable' | null {
  const [, first, last = '', suffix] = ONE_RANGE.exec(header ?? '') ?? [];
  if (suffix !== undefined) return within(size - Math.min(Number(suffix), size), size - 1, size);
  if (first === undefined) return null;
  const [start, end] = [Number(first), last === '' ? Infinity : Number(last)];
  return end < start ? null : within(start, Math.min(end, size - 1), size);
}

function within(start: number, end: number, size: number): ByteRange | 'unsatisfiable' {
  return start < size ? { start, end } : 'unsatisfiable';
}
