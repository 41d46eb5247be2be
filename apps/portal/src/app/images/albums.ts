import type { Album } from '@vitrine/contracts';
import { effect, inject, Injectable, signal, untracked } from '@angular/core';
import { kindOf } from '../api/problem';
import { Session } from '../auth/session';
import { OrganiseApi } from './organise-api';

/** The albums of whoever is signed in; asked for when they are first wanted. */
@Injectable({ providedIn: 'root' })
export class Albums {
  private readonly api = inject(OrganiseApi);
  private readonly session = inject(Session);
  private readonly known = signal<readonly Album[]>([]);
  readonly list = this.known.asReadonly();

  constructor() {
    effect(() => { this.session.owner(); untracked(() => { this.known.set([]); }); });
  }

  named(id: string): Album | undefined {
    return this.known().find((album) => album.id === id);
  }

  /** What was known stays, when the server does not tell. */
  async load(): Promise<void> {
    const owner = this.session.owner()?.id;
    if (owner === undefined) return;
    try {
      const albums = await this.api.albums();
      if (owner === this.session.owner()?.id) this.known.set(albums);
    } catch (error) {
      if (kindOf(error) === null) throw error; // the menu shows what was known
    }
  }

  async create(name: string): Promise<Album> {
    const album = await this.api.createAlbum(name);
    await this.load();
    return album;
  }

  async rename(id: string, name: string): Promise<void> {
    await this.api.changeAlbum(id, { name });
    await this.load();
  }

  /** Its images stay in the library. */
  async remove(id: string): Promise<void> {
    await this.api.removeAlbum(id);
    await this.load();
  }

  async cover(id: string, filename: string): Promise<void> {
    await this.api.changeAlbum(id, { cover: filename });
    await this.load();
  }

  async add(id: string, filenames: readonly string[]): Promise<void> {
    await this.api.putInto(id, filenames);
    await this.load();
  }

  async take(id: string, filenames: readonly string[]): Promise<void> {
    await this.api.takeFrom(id, filenames);
    await this.load();
  }
}
