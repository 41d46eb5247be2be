import { inject, Injectable } from '@angular/core';
import type { Image, ImagePage } from '@vitrine/contracts';
import { ApiClient } from '../api/api-client';
import { kindOf } from '../api/problem';
import { Journal } from '../shell/journal';
import { type ImageAddress, ImageSource, type Rendition } from './image-source';
import { inLibrary, type LibraryImage, type LibraryPage } from './library-image';

const PAGE = 100;

/** The account's library, by the API. Bytes come to a plain `<img>` by the media cookie: no token in any address. */
@Injectable({ providedIn: 'root' })
export class ApiImageSource extends ImageSource {
  private readonly api = inject(ApiClient);
  private readonly journal = inject(Journal);

  async page(cursor: string | null): Promise<LibraryPage> {
    const params = cursor === null ? { limit: PAGE } : { limit: PAGE, cursor };
    const page = await this.api.get<ImagePage>('/api/ai/my-images', { params });
    this.journal.note(`Loaded ${page.images.length} images from backend`);
    return { ...page, images: page.images.map(inLibrary) };
  }

  async image(filename: string): Promise<LibraryImage | null> {
    try {
      return inLibrary(await this.api.get<Image>(`/api/ai/my-images/${encodeURIComponent(filename)}`));
    } catch (error) {
      if (kindOf(error) === 'not-found') return null;
      throw error;
    }
  }

  async remove(filename: string): Promise<void> {
    try {
      await this.api.delete(`/api/ai/images/${encodeURIComponent(filename)}`);
    } catch (error) {
      if (kindOf(error) !== 'not-found') throw error;
    }
  }

  address(image: LibraryImage, rendition: Rendition): Promise<ImageAddress> {
    return Promise.resolve({ url: urlOf(image, rendition), release: () => undefined });
  }
}

function urlOf(image: LibraryImage, rendition: Rendition): string {
  switch (rendition) {
    case 'thumbnail': return image.thumbnailUrl;
    case 'original': return image.url;
    case 'download': return `${image.url}?download=1`;
  }
}
