/** All names from one to the other in the order of the index, ends included, whichever comes first; none when one is not in it. */
export function range(anchor: string, target: string, names: readonly string[]): readonly string[] {
  const from = names.indexOf(anchor);
  const to = names.indexOf(target);
  return from < 0 || to < 0 ? [] : names.slice(Math.min(from, to), Math.max(from, to) + 1);
}
