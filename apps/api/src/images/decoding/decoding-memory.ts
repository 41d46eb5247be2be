import { IMAGE_PIXELS_MAX } from '@vitrine/contracts';

/** Of an image that is held as a whole, with four channels of 16 bits. */
export const PIXEL_BYTES_MAX = 8;
const DECODING_BYTES_MAX = IMAGE_PIXELS_MAX * PIXEL_BYTES_MAX;

interface Waiting {
  readonly bytes: number;
  readonly begin: () => void;
}

/** Bounds what all decoders of a process hold at the same time. Who asked first begins first, so that a large image is not passed over for ever. */
export class DecodingMemory {
  private held = 0;
  private readonly waiting: Waiting[] = [];

  constructor(private readonly bytesMax = DECODING_BYTES_MAX) {}

  /** Runs `decode` once `bytes` are free; more than there are in all count as all. */
  async run<T>(bytes: number, decode: () => Promise<T>): Promise<T> {
    const share = Math.min(bytes, this.bytesMax);
    await this.take(share);
    try {
      return await decode();
    } finally {
      this.held -= share;
      this.beginNext();
    }
  }

  private async take(bytes: number): Promise<void> {
    if (this.waiting.length === 0 && this.held + bytes <= this.bytesMax) {
      this.held += bytes;
      return;
    }
    await new Promise<void>((begin) => this.waiting.push({ bytes, begin }));
  }

  private beginNext(): void {
    for (let next = this.waiting[0]; next && this.held + next.bytes <= this.bytesMax; next = this.waiting[0]) {
      this.waiting.shift();
      this.held += next.bytes;
      next.begin();
    }
  }
}

/** One for the process, as its memory is. */
export const decodingMemory = new DecodingMemory();
