import { errorCode } from '../../problems/error-code';
import { ImageMissing } from './image-store';

/** Full by bytes, by inodes or by quota. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT']);

/**
 * The store could not do what it was asked for. `STORAGE_UNAVAILABLE` and `STORAGE_FULL` are about the store, which may
 * be well again in a moment; `IMAGE_UNREADABLE` is about one image. The cause is what the system or the store said.
 */
export class StorageError extends Error {
  constructor(
    readonly code: 'STORAGE_UNAVAILABLE' | 'STORAGE_FULL' | 'IMAGE_UNREADABLE',
    message: string,
    cause?: unknown,
  ) {
    super(message, { cause });
  }
}

/** Of an error that came out of the store when something was to be changed. What has no code is a fault of the program, and stays as it is. */
export function changeError(error: unknown): unknown {
  if (!isOfSystem(error)) return error;
  return NO_ROOM.has(errorCode(error) ?? '')
    ? new StorageError('STORAGE_FULL', 'the store has no room', error)
    : new StorageError('STORAGE_UNAVAILABLE', 'the store could not be changed', error);
}

/** Of an error that came out of the store when one object was to be read. */
export function readError(error: unknown): unknown {
  return isOfSystem(error) ? new StorageError('IMAGE_UNREADABLE', 'the file of an image could not be read', error) : error;
}

function isOfSystem(error: unknown): boolean {
  return errorCode(error) !== null && !(error instanceof StorageError) && !(error instanceof ImageMissing);
}
