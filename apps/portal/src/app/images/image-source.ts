import type { IndexAnswer, LibraryIndex } from '@vitrine/contracts';
import type { LibraryQuery } from './library-filter';
import type { ImageRef, LibraryImage } from './library-image';

/** How large an image is shown: `thumbnail` in grids and strips, `original` for looking and downloading. */
export type Rendition = 'thumbnail' | 'original' | 'download';

/** Something an `<img>` or a link can point at, and how to give it back when it is shown no more. */
export interface ImageAddress {
  readonly url: string;
  readonly release: () => void;
}

/** A place that keeps one person's images. Whose they are, it knows from the session; another's are never among them. */
export abstract class ImageSource {
  /** Null when there is none of that name. */
  abstract image(filename: string): Promise<LibraryImage | null>;
  /** Out of the library: into the trash where there is one. Idempotent: what is already gone is left out. */
  abstract remove(filenames: readonly string[]): Promise<void>;
  /** Null when its bytes are gone. Every address is to be released once. */
  abstract address(image: ImageRef, rendition: Rendition): Promise<ImageAddress | null>;
}

/** The account's library: so large that only its index is known whole. */
export abstract class AccountSource extends ImageSource {
  /** Of what the filters leave, newest first. */
  abstract index(filters: LibraryQuery): Promise<LibraryIndex>;
  /** What changed since a version; everything, when that is too long ago. */
  abstract since(version: number): Promise<IndexAnswer>;
  /** In no order; those that are gone are left out. At most 200 at once. */
  abstract details(filenames: readonly string[]): Promise<readonly LibraryImage[]>;
  /** Out of the trash: all of them or none. */
  abstract restore(filenames: readonly string[]): Promise<readonly LibraryImage[]>;
}

/** What this device alone keeps: few enough to be known whole. */
export abstract class LocalSource extends ImageSource {
  /** Newest first. */
  abstract list(): Promise<readonly LibraryImage[]>;
}
