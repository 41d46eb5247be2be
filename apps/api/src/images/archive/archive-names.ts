import type { ImageRow } from '../../database/schema';
import { foldedName } from '@vitrine/contracts/file-name';
import { readableName } from '../image-name';

/** A readable name for each of the rows, in their order, and no name twice, not even by case: `…_harbour.png`, `…_harbour-2.png`. */
export function archiveNames(rows: readonly Pick<ImageRow, 'prompt' | 'title' | 'created_at' | 'mime_type'>[]): string[] {
  const taken = new Set<string>();
  const nextOf = new Map<string, number>();
  return rows.map((row) => {
    const wanted = readableName(row);
    let name = wanted;
    let next = nextOf.get(foldedName(wanted)) ?? 2;
    for (; taken.has(foldedName(name)); next += 1) name = wanted.replace(/(\.\w+)$/, `-${String(next)}$1`);
    nextOf.set(foldedName(wanted), next);
    taken.add(foldedName(name));
    return name;
  });
}
