import { inject, Injectable } from '@angular/core';
import { DeviceImageSource } from '../images/device-image-source';
import type { LibraryImage } from '../images/library-image';
import { pixelsOf, type Wish } from './wish';

/** Draws in the browser and keeps the picture on this device: for guests, and while the server is away. */
@Injectable({ providedIn: 'root' })
export class Sketcher {
  private readonly device = inject(DeviceImageSource);

  /** Rejects with `DeviceFull` when there is no room to keep it. The same seed draws the same words alike. */
  async draw({ prompt, size }: Wish, seed: string): Promise<LibraryImage> {
    const { sketch, SKETCH_MODEL, SKETCH_PROVIDER } = await import('@vitrine/sketch');
    const svg = sketch(prompt, { ...pixelsOf(size), seed });
    const picture = new Blob([svg], { type: 'image/svg+xml' });
    return this.device.create({ picture, prompt, provider: SKETCH_PROVIDER, model: SKETCH_MODEL });
  }
}
