import type { ImageRow } from '../../database/schema';
import type { Area, ImageKey } from './image-store';

/** What of a row decides where its bytes belong. */
export type Placed = Pick<ImageRow, 'id' | 'owner_id' | 'filename' | 'deleted_at'>;

export type ThumbnailSize = 256 | 512;

/** The one file where keys are made, and they are made of a row. The row decides where the bytes belong. */
export function keyOf(row: Placed): ImageKey {
  return inArea(row.deleted_at === null ? 'images' : 'trash', row);
}

/** Where the bytes still are when a move was cut short. */
export function keyBeforeMoveOf(row: Placed): ImageKey {
  return inArea(row.deleted_at === null ? 'trash' : 'images', row);
}

export function thumbnailKeyOf(row: Placed, size: ThumbnailSize): ImageKey {
  return { area: 'thumbnails', owner: row.owner_id, name: `${row.id}-${String(size)}.webp` };
}

/** Everything that may be kept for an image. */
export function allKeysOf(row: Placed): ImageKey[] {
  return [inArea('images', row), inArea('trash', row), thumbnailKeyOf(row, 256), thumbnailKeyOf(row, 512)];
}

function inArea(area: Area, row: Placed): ImageKey {
  return { area, owner: row.owner_id, name: row.filename };
}
