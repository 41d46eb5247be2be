import { HttpException } from '@nestjs/common';
import { databaseUnavailable, imageUnavailable, internalError, malformed, notFound, payloadTooLarge, storageFull, storageUnavailable, unsupportedContentCoding, unsupportedMediaType } from './catalogue';
import { errorCode } from './error-code';
import { ProblemException } from './problem.exception';

/** Full by bytes, by inodes or by quota. */
const NO_ROOM = new Set(['ENOSPC', 'EDQUOT', 'SQLITE_FULL']);
/** Whatever comes out of the image store; see `StorageError`. */
const OF_STORE: Readonly<Partial<Record<string, (error: unknown) => ProblemException>>> = {
  STORAGE_FULL: storageFull,
  STORAGE_UNAVAILABLE: storageUnavailable,
  IMAGE_UNREADABLE: imageUnavailable,
};
const NO_STORAGE = new Set(['EIO', 'EROFS', 'EACCES', 'EPERM', 'EMFILE', 'ENFILE', 'ENOTDIR']);
const NO_DATABASE = /^SQLITE_(BUSY|LOCKED|IOERR|READONLY|CANTOPEN|CORRUPT|NOTADB|PROTOCOL)/;

/** The problem an error is told as. What nobody foresaw is ours, never the caller's: a 500 without a word of its text. */
export function problemOf(error: unknown): ProblemException {
  if (error instanceof ProblemException) return error;
  if (error instanceof HttpException) return ofPlatform(error);
  return ofSystemCode(error) ?? ofBodyParser(error) ?? internalError(error);
}

/** The platform wraps what was thrown while it read a body or a path. */
function ofPlatform(error: HttpException): ProblemException {
  if (error.cause instanceof ProblemException) return error.cause;
  // A path that cannot be decoded names nothing, as any other name that is not ours.
  return error.cause instanceof URIError ? notFound() : ofStatus(error.getStatus(), error.cause ?? error);
}

function ofSystemCode(error: unknown): ProblemException | null {
  const code = errorCode(error) ?? '';
  if (NO_ROOM.has(code)) return storageFull(error);
  const ofStore = OF_STORE[code];
  if (ofStore) return ofStore(error);
  // What a row names and the storage has not is the storage's fault, never the caller's.
  if (code === 'IMAGE_MISSING') return imageUnavailable(error);
  if (NO_STORAGE.has(code)) return storageUnavailable(error);
  return NO_DATABASE.test(code) ? databaseUnavailable(error) : null;
}

/** The platform's parsers and router throw plain errors that carry `expose` and a status. */
function ofBodyParser(error: unknown): ProblemException | null {
  const status = property(error, 'status');
  const ofPlatform = property(error, 'expose') === true || error instanceof URIError;
  return ofPlatform && typeof status === 'number' ? ofStatus(status, error) : null;
}

function ofStatus(status: number, cause: unknown): ProblemException {
  if (status === 404) return notFound();
  if (status === 413) return payloadTooLarge();
  if (status === 415) return property(cause, 'type') === 'encoding.unsupported' ? unsupportedContentCoding() : unsupportedMediaType();
  return status >= 400 && status < 500 ? malformed('The request could not be read.') : internalError(cause);
}

function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null ? Reflect.get(value, name) : undefined;
}
