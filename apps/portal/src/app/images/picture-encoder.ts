import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';

const QUALITY = 0.82;
/** Browsers that cannot write WebP answer with PNG; JPEG is the smaller second choice. */
const FORMATS = ['image/webp', 'image/jpeg'] as const;

export interface EncodedPicture {
  readonly bytes: Blob;
  readonly width: number;
  readonly height: number;
}

/** Makes any picture the browser can draw, drawings included, small enough to keep in the browser. */
@Injectable({ providedIn: 'root' })
export class PictureEncoder {
  private readonly document = inject(DOCUMENT);

  /** Rejects when the bytes are no picture. */
  async encode(picture: Blob, edgeMax: number): Promise<EncodedPicture> {
    const url = URL.createObjectURL(picture);
    try {
      const drawing = this.document.createElement('img');
      drawing.src = url;
      await drawing.decode();
      return await this.draw(drawing, edgeMax);
    } finally {
      URL.revokeObjectURL(url);
    }
  }

  private async draw(drawing: HTMLImageElement, edgeMax: number): Promise<EncodedPicture> {
    const scale = Math.min(1, edgeMax / Math.max(drawing.naturalWidth, drawing.naturalHeight));
    const canvas = this.document.createElement('canvas');
    canvas.width = Math.max(1, Math.round(drawing.naturalWidth * scale));
    canvas.height = Math.max(1, Math.round(drawing.naturalHeight * scale));
    canvas.getContext('2d')?.drawImage(drawing, 0, 0, canvas.width, canvas.height);
    for (const format of FORMATS) {
      const bytes = await new Promise<Blob | null>((resolve) => { canvas.toBlob(resolve, format, QUALITY); });
      if (bytes?.type === format) return { bytes, width: canvas.width, height: canvas.height };
    }
    throw new Error('This browser cannot write pictures.');
  }
}
