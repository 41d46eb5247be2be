import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Connection } from '../api/connection';
import { kindOf, UNREACHABLE } from '../api/problem';
import { Session } from '../auth/session';
import { LibraryFacets } from '../images/library-facets';
import { inLibrary } from '../images/library-image';
import { LibraryStore } from '../images/library-store';
import { TrashApi } from '../images/trash-api';
import { extended, NOTHING_LISTED, type TrashListing, without } from './trash-listing';

export type TrashState = 'loading' | 'ready' | 'failed' | 'unreachable';

/** What the account has deleted and can still have back. */
@Injectable()
export class TrashStore {
  private readonly api = inject(TrashApi);
  private readonly library = inject(LibraryStore);
  private readonly facets = inject(LibraryFacets);
  private readonly session = inject(Session);
  private readonly connection = inject(Connection);

  private readonly listing = signal<TrashListing>(NOTHING_LISTED);
  private readonly phase = signal<TrashState>('loading');
  private readonly leaving = signal<ReadonlySet<string>>(new Set());
  private fetching = false;
  private epoch = 0;

  readonly days = signal(0);
  readonly state = this.phase.asReadonly();
  private readonly shown = computed(() => without(this.listing(), this.leaving()));
  readonly images = computed(() => this.shown().images);
  readonly total = computed(() => this.shown().total);
  readonly bytes = computed(() => this.shown().bytes);
  readonly complete = computed(() => this.listing().nextCursor === null);
  private readonly byName = computed(() => new Map(this.images().map((image) => [image.filename, image])));

  /** Changes when something comes into the trash or leaves it, here or on another device. */
  private readonly elsewhere = computed(() => ({ removed: this.library.removed(), count: this.facets.facets()?.trashed }));

  constructor() {
    effect(() => {
      const isAway = this.session.status() === 'away' || !this.connection.reachable();
      this.elsewhere();
      this.session.owner();
      if (!isAway && this.session.status() === 'signed-in') untracked(() => void this.load());
      else if (isAway) untracked(() => { if (this.listing().total === null) this.phase.set('unreachable'); });
    });
  }

  image(name: string) {
    return this.byName().get(name);
  }

  /** From the beginning. */
  async load(): Promise<void> {
    this.epoch++;
    this.fetching = false;
    await this.fetch(null);
  }

  async more(): Promise<void> {
    const { nextCursor } = this.listing();
    if (nextCursor !== null && this.connection.reachable()) await this.fetch(nextCursor);
  }

  /** Out of sight at once; rejects when it cannot be done, and then they are here again. */
  async restore(names: readonly string[]): Promise<void> {
    await this.leave(names, () => this.library.restore(names));
  }

  async purge(names: readonly string[]): Promise<void> {
    await this.leave(names, () => this.api.purge(names));
  }

  async empty(): Promise<void> {
    await this.leave(this.images().map(({ filename }) => filename), () => this.api.empty());
    await this.load();
  }

  private async leave(names: readonly string[], work: () => Promise<void>): Promise<void> {
    const meant = new Set(names);
    this.leaving.update((leaving) => new Set([...leaving, ...names]));
    try {
      await work();
      this.listing.update((listing) => without(listing, meant));
    } catch (error) {
      void this.load(); // some of them may be gone
      throw error;
    } finally {
      this.leaving.update((leaving) => new Set([...leaving].filter((name) => !meant.has(name))));
      this.facets.refresh();
    }
  }

  /** What is known stays shown. */
  private failed(error: unknown): void {
    const kind = kindOf(error);
    if (kind === null) throw error;
    if (this.listing().total === null) this.phase.set(kind === UNREACHABLE ? 'unreachable' : 'failed');
  }

  private async fetch(cursor: string | null): Promise<void> {
    if (this.fetching) return;
    const epoch = this.epoch;
    this.fetching = true;
    try {
      const { days, ...page } = await this.api.page(cursor);
      if (epoch !== this.epoch) return;
      const next = { ...page, images: page.images.map(inLibrary) };
      this.listing.update((listing) => (cursor === null ? next : extended(listing, next)));
      this.days.set(days);
      this.phase.set('ready');
    } catch (error) {
      this.failed(error);
    } finally {
      if (epoch === this.epoch) this.fetching = false;
    }
  }
}
