import type { ImageRow } from '../../database/schema';
import type { Area, ImageKey } from './image-store';

type Named = Pick<ImageRow, 'id' | 'owner_id' | 'filename'>;
/** What of a row decides where its bytes belong. */
export type Placed = Named & Pick<ImageRow, 'deleted_at'>;

export type ThumbnailSize = 256 | 512;

/** The one file where keys are made, and they are made of a row. The row decides where the bytes belong. */
export function keyOf(row: Placed): ImageKey {
  return inArea(row.deleted_at === null ? 'images' : 'trash', row);
}

/** Where the bytes still are when a move was cut short. */
export function keyBeforeMoveOf(row: Placed): ImageKey {
  return inArea(row.deleted_at === null ? 'trash' : 'images', row);
}

export function thumbnailKeyOf(row: Named, size: ThumbnailSize): ImageKey {
  return { area: 'thumbnails', owner: row.owner_id, name: `${row.id}-${String(size)}.webp` };
}

/** The id of the image whose thumbnail has this name; null when no thumbnail is called so. */
export function imageOfThumbnail(name: string): string | null {
  return /^([0-9a-f-]{36})-(?:256|512)\.webp$/.exec(name)?.[1] ?? null;
}

/** How an object is named to people, and in a backup: the path that a folder of images gives it. */
export function pathOf({ area, owner, name }: ImageKey): string {
  return `${area}/user-${owner}/${name}`;
}

/** Everything that may be kept for an image. */
export function allKeysOf(row: Named): ImageKey[] {
  return [inArea('images', row), inArea('trash', row), thumbnailKeyOf(row, 256), thumbnailKeyOf(row, 512)];
}

function inArea(area: Area, row: Named): ImageKey {
  return { area, owner: row.owner_id, name: row.filename };
}
