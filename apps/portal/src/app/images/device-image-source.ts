import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';
import { v7 as uuidv7 } from 'uuid';
import { Session } from '../auth/session';
import { sha256Of, spaceOf } from './device-space';
import { type ImageAddress, LocalSource } from './image-source';
import type { ImageRef, LibraryImage } from './library-image';
import type { DeviceSpace, LocalImageStore } from './local-image-store';
import { OPEN_LOCAL_IMAGE_STORE } from './open-local-image-store';
import { type EncodedPicture, PictureEncoder } from './picture-encoder';

/** A picture made here, signed out or with the server away. */
export interface NewDeviceImage {
  readonly picture: Blob;
  readonly prompt: string;
  readonly provider: string;
  readonly model: string;
}

/** After this many images the browser is asked not to clear them away by itself. */
const WORTH_KEEPING = 2;

/** The images of this device: a guest's, or the local copies of whoever is signed in. */
@Injectable({ providedIn: 'root' })
export class DeviceImageSource extends LocalSource {
  private readonly session = inject(Session);
  private readonly encoder = inject(PictureEncoder);
  private readonly open = inject(OPEN_LOCAL_IMAGE_STORE);
  private readonly navigator = inject(DOCUMENT).defaultView?.navigator;
  private opened: Promise<LocalImageStore> | null = null;

  /** Rejects with `DeviceFull` when the browser has no room; nothing older is lost. */
  async create(given: NewDeviceImage): Promise<LibraryImage> {
    const space = await this.space();
    const store = await this.store();
    const encoded = await this.encoder.encode(given.picture, store.edgeMax);
    const image = described(given, encoded, await sha256Of(encoded.bytes));
    await store.put(space, image, encoded.bytes);
    if ((await store.list(space)).length === WORTH_KEEPING) await this.askToKeep();
    return image;
  }

  async list(): Promise<readonly LibraryImage[]> {
    return (await this.store()).list(await this.space());
  }

  async image(filename: string): Promise<LibraryImage | null> {
    return (await this.list()).find((image) => image.filename === filename) ?? null;
  }

  /** For good: this device has no trash. */
  async remove(filenames: readonly string[]): Promise<void> {
    const [store, space] = [await this.store(), await this.space()];
    for (const filename of filenames) await store.remove(space, filename);
  }

  async address(image: ImageRef): Promise<ImageAddress | null> {
    const bytes = await (await this.store()).open(await this.space(), image.filename);
    if (bytes === null) return null;
    const url = URL.createObjectURL(bytes);
    return { url, release: () => { URL.revokeObjectURL(url); } };
  }

  /** Nothing of that user stays on this device. */
  async forget(userId: string): Promise<void> {
    await (await this.store()).clear(await spaceOf(userId));
  }

  private space(): Promise<DeviceSpace> {
    return spaceOf(this.session.owner()?.id ?? null);
  }

  private store(): Promise<LocalImageStore> {
    return this.opened ??= this.open();
  }

  private async askToKeep(): Promise<void> {
    // Pages on plain http from another machine have no storage manager.
    await (this.navigator as Partial<Navigator> | undefined)?.storage?.persist();
  }
}

function described(given: NewDeviceImage, { bytes, width, height }: EncodedPicture, sha256: string | null): LibraryImage {
  const mimeType = bytes.type === 'image/webp' ? 'image/webp' : 'image/jpeg';
  return {
    filename: `${uuidv7()}.${mimeType === 'image/webp' ? 'webp' : 'jpg'}`,
    url: '', thumbnailUrl: '',
    prompt: given.prompt, revisedPrompt: null, title: null,
    provider: given.provider, model: given.model, quality: null,
    width, height, bytes: bytes.size, mimeType, sha256: sha256 ?? '', thumbhash: null,
    favorite: false, tags: [], source: 'generated', contentCredentials: false,
    generationId: null, conversationId: null,
    createdAt: new Date().toISOString(), deletedAt: null,
    place: 'device',
  };
}
