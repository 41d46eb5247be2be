import type { LibraryImage, LibraryPage } from './library-image';

/** How large an image is shown: `thumbnail` in grids and strips, `original` for looking and downloading. */
export type Rendition = 'thumbnail' | 'original' | 'download';

/** Something an `<img>` or a link can point at, and how to give it back when it is shown no more. */
export interface ImageAddress {
  readonly url: string;
  readonly release: () => void;
}

/** A place that keeps one person's images. Whose they are, it knows from the session; another's are never among them. */
export abstract class ImageSource {
  /** Newest first. `cursor` is the `nextCursor` of the page before, null for the first. */
  abstract page(cursor: string | null): Promise<LibraryPage>;
  /** Null when there is none of that name. */
  abstract image(filename: string): Promise<LibraryImage | null>;
  /** For good. Idempotent: removing what is already gone succeeds. */
  abstract remove(filename: string): Promise<void>;
  /** Null when its bytes are gone. Every address is to be released once. */
  abstract address(image: LibraryImage, rendition: Rendition): Promise<ImageAddress | null>;
}
