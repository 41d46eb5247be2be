import type { Progress } from './call-gate';
import { imageOfThumbnail } from './image-key';
import type { ImageKey } from './image-store';

interface Thing {
  /** Where a person finds it, within the store, with `/` between. */
  readonly path: string;
  readonly bytes: number;
  /** When its content, its name or its place last changed, epoch ms. */
  readonly changedAt: number;
  /** Tells it from another thing that has taken its path since. */
  readonly identity: string;
}

/** Lies where an object lies; whether it is one is for the rows to say. */
export interface StoredObject extends Thing {
  readonly kind: 'object';
  readonly at: ImageKey;
}

/** What a store keeps besides: files being written, folders without content, and what nobody of ours put there. */
export interface StoredOddity extends Thing {
  readonly kind: 'temporary' | 'empty-folder' | 'foreign';
  /** What it is, in words. */
  readonly what: string;
}

export type StoredThing = StoredObject | StoredOddity;

/** A folder, a FIFO, a socket or a device, and the quarantine is on another file system. */
export class NotMovable extends Error {
  constructor() {
    super('only files and links can be moved to another file system');
  }
}

/** Made from an original, and made again when it is lost. */
export function isThumbnail(thing: StoredThing): thing is StoredObject {
  return thing.kind === 'object' && thing.at.area === 'thumbnails' && imageOfThumbnail(thing.at.name) !== null;
}

/** Looks over everything a store keeps, named by a row or not, and takes things out of the way. For the keepers of the house; no request reaches it. */
export abstract class StoreSurvey {
  /** In no order; what comes or goes meanwhile may be told or not. */
  abstract things(): AsyncIterable<StoredThing>;

  /** What lies at a key; null when nothing does. */
  abstract find(at: ImageKey): Promise<StoredObject | null>;

  /** The same thing as it is now; null when it is gone or another has taken its place. */
  abstract again<T extends StoredThing>(thing: T): Promise<T | null>;

  /**
   * Moves it out of the reach of any key, into the quarantine of that day, whole and durably, and resolves with where it is
   * now. Null, and nothing done, when it is not the thing any more that was found. `reason` is kept beside it.
   * Calls `progress` after each part that is copied. Rejects with `NotMovable`, and nothing is moved, when it can only be moved by hand.
   */
  abstract setAside(thing: StoredThing, day: string, reason: string, progress?: Progress): Promise<string | null>;

  /** As `setAside`, of what lies at a key and is no regular file; null, and nothing done, when that is not so. A link is moved, and not followed. */
  abstract setAsideUnlessFile(at: ImageKey, day: string, reason: string): Promise<string | null>;

  /** Undoes `setAside`; false, and nothing done, when something has taken the place. */
  abstract putBack(thing: StoredThing, asidePath: string, progress?: Progress): Promise<boolean>;

  /** Removes a file that was never finished, an empty folder, or a thumbnail; false, and nothing done, when it is not that any more. */
  abstract discard(thing: StoredThing): Promise<boolean>;

  /** Removes for good what was set aside of these images of that owner. Durable when it resolves. */
  abstract eraseAside(owner: string, ids: readonly string[]): Promise<void>;

  /** Keeps a record beside what was set aside on that day. */
  abstract note(day: string, record: Readonly<Record<string, unknown>>): Promise<void>;
}
