/** A statement takes no more than some ten thousands of values; so many rows of a few each are far from it. */
const PORTION = 1000;

/** A list of whatever length, in lists that one statement takes. */
export function* portions<T>(all: readonly T[], size = PORTION): Generator<readonly T[]> {
  for (let start = 0; start < all.length; start += size) yield all.slice(start, start + size);
}
