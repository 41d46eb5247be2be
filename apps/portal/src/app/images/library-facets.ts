import type { Facets } from '@vitrine/contracts';
import { computed, DestroyRef, effect, inject, Injectable, signal } from '@angular/core';
import { ApiClient } from '../api/api-client';
import { Connection } from '../api/connection';
import { kindOf } from '../api/problem';
import { Session } from '../auth/session';
import { LibraryCount } from '../shell/library-count';
import { TrashApi } from './trash-api';

const CALM_MS = 250;

/** What there is to filter by, and how much of it all; and how long the trash keeps what is thrown into it. */
@Injectable({ providedIn: 'root' })
export class LibraryFacets {
  private readonly api = inject(ApiClient);
  private readonly trash = inject(TrashApi);
  private readonly session = inject(Session);
  private readonly connection = inject(Connection);
  private readonly count = inject(LibraryCount);
  private readonly told = signal<{ readonly owner: string; readonly facets: Facets } | null>(null);
  private timer: ReturnType<typeof setTimeout> | undefined;
  private days: number | null = null;

  /** Null until known, and for a guest. */
  readonly facets = computed(() => {
    const told = this.told();
    return told !== null && told.owner === this.session.owner()?.id ? told.facets : null;
  });

  constructor() {
    inject(DestroyRef).onDestroy(() => { clearTimeout(this.timer); });
    effect(() => { this.count.trashed.set(this.facets()?.trashed ?? null); });
  }

  /** Soon, and once for many calls. */
  refresh(): void {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => void this.load(), CALM_MS);
  }

  /** Days; 0 when there is no trash. It is a setting of the server, so it is asked for once. */
  async trashDays(): Promise<number> {
    this.days ??= (await this.trash.page(null, 1)).days;
    return this.days;
  }

  private async load(): Promise<void> {
    const owner = this.session.owner()?.id;
    if (owner === undefined || this.session.status() !== 'signed-in' || !this.connection.reachable()) return;
    try {
      this.told.set({ owner, facets: await this.api.get<Facets>('/api/ai/my-images/facets') });
    } catch (error) {
      if (kindOf(error) === null) throw error; // what was known stays; the next change asks again
    }
  }
}
