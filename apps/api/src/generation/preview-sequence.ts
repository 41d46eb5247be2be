import type { PartialImage } from './generators/image-generator';

/** More than any service sends for one request; a hostile one could send thousands, each as large as an image. */
const PREVIEWS_MAX = 16;

/**
 * The partial images of one generation, made into previews one at a time. While one is made only the newest of the others
 * waits, one that is no newer than the last is left out, and beyond sixteen no more are made.
 */
export class PreviewSequence {
  private lastIndex = -1;
  private made = 0;
  private next: PartialImage | null = null;
  private making = false;

  /** `make` must not reject. */
  constructor(private readonly make: (partial: PartialImage) => Promise<void>) {}

  add(partial: PartialImage): void {
    if (partial.index <= this.lastIndex || this.made >= PREVIEWS_MAX) return;
    this.lastIndex = partial.index;
    this.next = partial;
    if (!this.making) void this.makeAll();
  }

  private async makeAll(): Promise<void> {
    this.making = true;
    while (this.next && this.made < PREVIEWS_MAX) {
      const partial = this.next;
      this.next = null;
      this.made += 1;
      await this.make(partial);
    }
    this.next = null;
    this.making = false;
  }
}
