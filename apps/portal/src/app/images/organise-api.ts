import type { Album, AlbumList, ChangeAlbum, ChangeImage, Image } from '@vitrine/contracts';
import { inject, Injectable } from '@angular/core';
import { BULK_MAX } from '@vitrine/contracts/limits';
import { ApiClient } from '../api/api-client';
import { inLibrary, type LibraryImage } from './library-image';
import { portions } from './portions';

/** Hearts, titles, tags and albums: what a person puts their images in order by. */
@Injectable({ providedIn: 'root' })
export class OrganiseApi {
  private readonly api = inject(ApiClient);

  async change(filename: string, change: ChangeImage): Promise<LibraryImage> {
    return inLibrary(await this.api.patch<Image>(`/api/ai/my-images/${encodeURIComponent(filename)}`, change));
  }

  async favorite(filenames: readonly string[], favorite: boolean): Promise<void> {
    for (const portion of portions(filenames, BULK_MAX)) await this.api.post('/api/ai/images/favorite', { filenames: portion, favorite });
  }

  async tag(filenames: readonly string[], add: readonly string[], remove: readonly string[]): Promise<void> {
    for (const portion of portions(filenames, BULK_MAX)) await this.api.post('/api/ai/images/tags', { filenames: portion, add, remove });
  }

  /** Where a zip of them can be fetched, once, by a plain link. */
  async archive(filenames: readonly string[]): Promise<string> {
    return (await this.api.post<{ url: string }>('/api/ai/images/archive-tickets', { filenames })).url;
  }

  async albums(): Promise<readonly Album[]> {
    return (await this.api.get<AlbumList>('/api/ai/albums')).albums;
  }

  createAlbum(name: string): Promise<Album> {
    return this.api.post<Album>('/api/ai/albums', { name });
  }

  changeAlbum(id: string, change: ChangeAlbum): Promise<Album> {
    return this.api.patch<Album>(`/api/ai/albums/${id}`, change);
  }

  removeAlbum(id: string): Promise<void> {
    return this.api.delete(`/api/ai/albums/${id}`);
  }

  async putInto(id: string, filenames: readonly string[]): Promise<void> {
    for (const portion of portions(filenames, BULK_MAX)) await this.api.post(`/api/ai/albums/${id}/images`, { filenames: portion });
  }

  async takeFrom(id: string, filenames: readonly string[]): Promise<void> {
    for (const portion of portions(filenames, BULK_MAX)) await this.api.post(`/api/ai/albums/${id}/images/remove`, { filenames: portion });
  }
}
