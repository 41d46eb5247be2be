import { ApiError } from '../../api/problem';
import { type ImageAddress, ImageSource } from '../image-source';
import type { LibraryImage, LibraryPage } from '../library-image';

/** A place that keeps images as long as the spec runs, in pages of any size, and can be made to fail. */
export class InMemoryImageSource extends ImageSource {
  failure: ApiError | null = null;
  /** Every call, in order, as the spec may want to count them. */
  readonly calls: string[] = [];
  private waiting: Promise<void> = Promise.resolve();

  constructor(public images: LibraryImage[] = [], private readonly pageSize = 100) {
    super();
  }

  /** From now on every answer waits until the function returned is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.waiting = new Promise((resolve) => { release = resolve; });
    return release;
  }

  async page(cursor: string | null): Promise<LibraryPage> {
    const images = [...this.images];
    await this.answer(`page ${cursor ?? 'first'}`);
    const at = Number(cursor ?? 0);
    const end = at + this.pageSize;
    return { images: images.slice(at, end), nextCursor: end < images.length ? String(end) : null, total: images.length };
  }

  async image(filename: string): Promise<LibraryImage | null> {
    await this.answer(`image ${filename}`);
    return this.images.find((image) => image.filename === filename) ?? null;
  }

  async remove(filename: string): Promise<void> {
    await this.answer(`remove ${filename}`);
    this.images = this.images.filter((image) => image.filename !== filename);
  }

  async address(image: LibraryImage): Promise<ImageAddress | null> {
    await this.answer(`address ${image.filename}`);
    return { url: image.url, release: () => undefined };
  }

  private async answer(call: string): Promise<void> {
    this.calls.push(call);
    await this.waiting;
    if (this.failure) throw this.failure;
  }
}
