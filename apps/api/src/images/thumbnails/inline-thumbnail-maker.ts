import { makeThumbnails } from './make-thumbnails';
import { ThumbnailMaker, type Thumbnails } from './thumbnail-maker';

/** For specs: the same pictures, made in this thread. */
export class InlineThumbnailMaker extends ThumbnailMaker {
  make(original: Uint8Array): Promise<Thumbnails> {
    return makeThumbnails(original);
  }
}
