import type { ImageRow } from '../../database/schema';
import { readableName } from '../image-name';

/** A readable name for each of the rows, in their order, and no name twice: `…_harbour.png`, `…_harbour-2.png`. */
export function archiveNames(rows: readonly Pick<ImageRow, 'prompt' | 'title' | 'created_at' | 'mime_type'>[]): string[] {
  const taken = new Set<string>();
  const nextOf = new Map<string, number>();
  return rows.map((row) => {
    const wanted = readableName(row);
    let name = wanted;
    let next = nextOf.get(wanted) ?? 2;
    for (; taken.has(name); next += 1) name = wanted.replace(/(\.\w+)$/, `-${String(next)}$1`);
    nextOf.set(wanted, next);
    taken.add(name);
    return name;
  });
}
