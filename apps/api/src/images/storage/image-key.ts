import type { ImageRow } from '../../database/schema';
import type { ImageKey } from './image-store';

/** The one place where a key is made, and it is made of a row. */
export function keyOf(row: Pick<ImageRow, 'owner_id' | 'filename'>): ImageKey {
  return { area: 'images', owner: row.owner_id, name: row.filename };
}
