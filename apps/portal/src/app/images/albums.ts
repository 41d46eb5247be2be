import type { Album } from '@vitrine/contracts';
import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Connection } from '../api/connection';
import { kindOrThrow, UNREACHABLE } from '../api/problem';
import { Session } from '../auth/session';
import { OrganiseApi } from './organise-api';

/** failed, unreachable: nothing is known of them, and why. */
export type AlbumsState = 'loading' | 'ready' | 'failed' | 'unreachable';

/** The albums of whoever is signed in; asked for when they are first wanted. */
@Injectable({ providedIn: 'root' })
export class Albums {
  private readonly api = inject(OrganiseApi);
  private readonly connection = inject(Connection);
  private readonly session = inject(Session);
  private readonly known = signal<readonly Album[] | null>(null);
  private readonly trouble = signal<'failed' | 'unreachable' | null>(null);
  private asked = 0;
  /** The question the last answer was to; an answer to an earlier one says nothing new. */
  private answered = 0;

  private readonly canAsk = computed(() => this.session.status() === 'signed-in' && this.connection.reachable());
  readonly list = computed(() => this.known() ?? []);
  readonly state = computed((): AlbumsState => (this.known() === null ? this.trouble() ?? 'loading' : 'ready'));

  constructor() {
    effect(() => { this.session.owner(); untracked(() => { this.reset(); }); });
  }

  named(id: string): Album | undefined {
    return this.list().find((album) => album.id === id);
  }

  /** What was known stays, when the server does not answer. Without a valid session it is not asked. */
  async load(): Promise<void> {
    const owner = this.session.owner()?.id;
    if (owner === undefined) return;
    if (!this.canAsk()) return this.trouble.set('unreachable');
    const question = ++this.asked;
    const current = () => owner === this.session.owner()?.id && question > this.answered;
    try {
      const albums = await this.api.albums();
      if (!current()) return;
      this.answered = question;
      this.known.set(albums);
    } catch (error) {
      const kind = kindOrThrow(error);
      if (current()) this.trouble.set(kind === UNREACHABLE ? 'unreachable' : 'failed');
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

  /** One of its images; null: the newest, whichever that is. */
  async cover(id: string, filename: string | null): Promise<void> {
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

  private reset(): void {
    this.answered = this.asked;
    this.known.set(null);
    this.trouble.set(null);
  }
}
