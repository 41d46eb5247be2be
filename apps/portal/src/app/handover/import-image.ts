import type { Image } from '@vitrine/contracts';
import { inject, Injectable } from '@angular/core';
import { ApiClient } from '../api/api-client';
import { kindOf } from '../api/problem';
import { sha256Of } from '../images/device-space';
import { inLibrary, type LibraryImage } from '../images/library-image';
import { GuestImages } from './guest-images';

/** `unconfirmed`: the server has not shown that it keeps these very bytes. */
export type Obstacle = NonNullable<ReturnType<typeof kindOf>> | 'unconfirmed';

export type Outcome =
  | { readonly state: 'added'; readonly image: LibraryImage }
  /** It is here no more: another tab was faster, or the person deleted it. */
  | { readonly state: 'gone' }
  | { readonly state: 'kept'; readonly why: Obstacle; readonly retryAfter: number | null };

/** Moves one image of a guest into the account. It leaves this device last, and only once the server has it for sure. */
@Injectable({ providedIn: 'root' })
export class ImportImage {
  private readonly api = inject(ApiClient);
  private readonly guest = inject(GuestImages);

  /** `isWanted` is asked just before the image is sent. Returns null when it says no. */
  async move(image: LibraryImage, isWanted: () => boolean): Promise<Outcome | null> {
    const bytes = await this.guest.bytes(image.filename);
    if (bytes === null) return { state: 'gone' };
    if (!isWanted()) return null;
    try {
      const kept = await this.send(image, bytes);
      if (!await this.isKept(kept, bytes)) return { state: 'kept', why: 'unconfirmed', retryAfter: null };
      await this.guest.remove(image.filename);
      return { state: 'added', image: inLibrary(kept) };
    } catch (error) {
      const why = kindOf(error);
      if (why === null) throw error;
      return { state: 'kept', why, retryAfter: retryAfterOf(error) };
    }
  }

  /** The name it has here is the key: sent again, also after a closed tab, it comes in once. */
  private send({ filename, prompt, model, createdAt }: LibraryImage, bytes: Blob): Promise<Image> {
    return this.api.post<Image>('/api/ai/images', bytes, {
      params: { prompt, model, createdAt },
      headers: { 'Idempotency-Key': filename },
    });
  }

  /** What lies in the trash goes away by itself, so it does not count as kept. */
  private async isKept(kept: Image, bytes: Blob): Promise<boolean> {
    if (kept.deletedAt !== null) return false;
    const hash = await sha256Of(bytes);
    // Where a page has no digest, the server gives the bytes back and each is compared.
    return hash === null ? this.readBack(kept, bytes) : hash === kept.sha256;
  }

  private async readBack(kept: Image, bytes: Blob): Promise<boolean> {
    const [there, here] = await Promise.all([this.api.bytes(kept.url), bytes.arrayBuffer()]);
    const [a, b] = [new Uint8Array(there), new Uint8Array(here)];
    return a.length === b.length && a.every((byte, at) => byte === b[at]);
  }
}

function retryAfterOf(error: unknown): number | null {
  return (error as { readonly retryAfter?: number | null }).retryAfter ?? null;
}
