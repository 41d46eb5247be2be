import { keyBeforeMoveOf, keyOf, type Placed } from './image-key';
import { type ImageKey, ImageMissing } from './image-store';

/** Reads where the row says; else where a move that was cut short, or is under way, has the bytes. Rejects with `ImageMissing` when they are in neither place. */
export function whereverItIs<T>(row: Placed, read: (key: ImageKey) => Promise<T>): Promise<T> {
  return read(keyOf(row)).catch((error: unknown) => {
    if (error instanceof ImageMissing) return read(keyBeforeMoveOf(row));
    throw error;
  });
}
