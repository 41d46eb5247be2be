import type { Image, ImageList, IndexAnswer, LibraryIndex } from '@vitrine/contracts';
import { inject, Injectable } from '@angular/core';
import { BULK_MAX } from '@vitrine/contracts/limits';
import { ApiClient } from '../api/api-client';
import { kindOf } from '../api/problem';
import { Journal } from '../shell/journal';
import { AccountSource, type ImageAddress, type Rendition } from './image-source';
import type { LibraryQuery } from './library-filter';
import { type ImageRef, inLibrary, type LibraryImage } from './library-image';
import { portions } from './portions';
import { unlessGone } from './unless-gone';

const INDEX = '/api/ai/my-images/index';
/** Names whose details are asked for at once. */
const DETAILS_MAX = 200;
/** As the API names images. */
const NAME = /^[0-9a-f-]{36}\.(png|jpg|webp)$/;

/** The account's library, by the API. Bytes come to a plain `<img>` by the media cookie: no token in any address. */
@Injectable({ providedIn: 'root' })
export class ApiImageSource extends AccountSource {
  private readonly api = inject(ApiClient);
  private readonly journal = inject(Journal);

  async index(filters: LibraryQuery): Promise<LibraryIndex> {
    const index = await this.api.get<LibraryIndex>(INDEX, { params: filters });
    this.journal.note(`Loaded ${index.names.length} images from backend`);
    return index;
  }

  since(version: number): Promise<IndexAnswer> {
    return this.api.get<IndexAnswer>(INDEX, { params: { since: version } });
  }

  async details(filenames: readonly string[]): Promise<readonly LibraryImage[]> {
    const { images } = await this.api.post<ImageList>('/api/ai/my-images/details', { filenames });
    return images.map(inLibrary);
  }

  async image(filename: string): Promise<LibraryImage | null> {
    // Names come out of addresses that anyone can type: "index" would be another thing of the API, and no image.
    if (!NAME.test(filename)) return null;
    try {
      return inLibrary(await this.api.get<Image>(`/api/ai/my-images/${encodeURIComponent(filename)}`));
    } catch (error) {
      if (kindOf(error) === 'not-found') return null;
      throw error;
    }
  }

  async remove(filenames: readonly string[]): Promise<void> {
    const [first] = filenames;
    if (first !== undefined && filenames.length === 1) return this.removeOne(first);
    for (const portion of portions(filenames, BULK_MAX)) await this.removeMany(portion);
  }

  async restore(filenames: readonly string[]): Promise<readonly LibraryImage[]> {
    const restored: LibraryImage[] = [];
    for (const portion of portions(filenames, BULK_MAX)) {
      const { images } = await this.api.post<ImageList>('/api/ai/trash/restore', { filenames: portion });
      restored.push(...images.map(inLibrary));
    }
    return restored;
  }

  address(image: ImageRef, rendition: Rendition): Promise<ImageAddress> {
    return Promise.resolve({ url: urlOf(image, rendition), release: () => undefined });
  }

  private async removeOne(filename: string): Promise<void> {
    await unlessGone(this.api.delete(`/api/ai/images/${encodeURIComponent(filename)}`));
  }

  /** The server takes all or none: when some are already gone, those that are left are named anew. */
  private async removeMany(filenames: readonly string[]): Promise<void> {
    if (await unlessGone(this.api.post('/api/ai/images/delete', { filenames }))) return;
    const left: string[] = [];
    for (const portion of portions(filenames, DETAILS_MAX)) left.push(...(await this.details(portion)).map((image) => image.filename));
    if (left.length > 0) await unlessGone(this.api.post('/api/ai/images/delete', { filenames: left }));
  }
}

function urlOf(image: ImageRef, rendition: Rendition): string {
  switch (rendition) {
    case 'thumbnail': return image.thumbnailUrl;
    case 'original': return image.url;
    case 'download': return `${image.url}?download=1`;
  }
}
