import type { IndexAnswer } from '@vitrine/contracts';
import { inject, Injectable, signal } from '@angular/core';
import { ApiImageSource } from './api-image-source';
import { type Columns, columnsOf, entryOf, lacking, NO_COLUMNS, withEntries } from './columns';
import { Departures } from './departures';
import { DetailCache } from './detail-cache';
import type { AccountSource } from './image-source';
import type { LibraryImage } from './library-image';
import { type LibraryFilter, narrows, queryOf } from './library-filter';

interface Found {
  readonly filter: LibraryFilter;
  readonly columns: Columns;
}

/** The index of the account's whole library, kept up to date by what changed, and of what a filter leaves of it. */
@Injectable({ providedIn: 'root' })
export class AccountIndex {
  private readonly account: AccountSource = inject(ApiImageSource);
  private readonly departures = inject(Departures);
  private readonly details = inject(DetailCache);
  private foundAt: number | null = null;
  /** Grows when the person changes, so that no late answer reaches the next one. */
  private epoch = 0;

  /** The library's version on the server that `columns` stands for; null until it is known. */
  readonly version = signal<number | null>(null);
  /** Null until it is known. */
  readonly columns = signal<Columns | null>(null);
  readonly found = signal<Found | null>(null);

  /** Resolves with the names that are new since the last time. */
  async sync(filter: LibraryFilter): Promise<readonly string[]> {
    const [epoch, turn] = [this.epoch, this.departures.turn];
    const version = this.version();
    const answer = await (version === null ? this.account.index({}) : this.account.since(version));
    if (epoch !== this.epoch) return [];
    // Something left or came back while this was on its way; it may not know of it.
    if (turn !== this.departures.turn) return this.sync(filter);
    const fresh = this.take(answer);
    await this.find(filter);
    return fresh;
  }

  /** What the filter leaves; asked for again only when the library has changed since. */
  async find(filter: LibraryFilter): Promise<void> {
    if (!narrows(filter)) return this.found.set(null);
    if (this.answers(filter) && this.foundAt === this.version()) return;
    const [epoch, version] = [this.epoch, this.version()];
    const index = await this.account.index(queryOf(filter));
    if (epoch !== this.epoch) return;
    this.foundAt = version;
    this.found.set({ filter, columns: columnsOf(index) });
  }

  /** Whether what was found last is what this filter leaves. The order changes nothing of it. */
  answers(filter: LibraryFilter): boolean {
    const found = this.found();
    return found === null ? !narrows(filter) : JSON.stringify(queryOf(found.filter)) === JSON.stringify(queryOf(filter));
  }

  put(images: readonly LibraryImage[]): void {
    this.details.put(images);
    this.columns.update((columns) => columns && withEntries(columns, images.map(entryOf)));
  }

  drop(names: readonly string[]): void {
    const gone = new Set(names);
    this.columns.update((columns) => columns && lacking(columns, gone));
  }

  reset(): void {
    this.epoch++;
    this.version.set(null);
    this.foundAt = null;
    this.columns.set(null);
    this.found.set(null);
    this.details.reset();
  }

  private take(answer: IndexAnswer): readonly string[] {
    this.version.set(answer.version);
    if (answer.complete) {
      this.columns.set(columnsOf(answer));
      this.departures.seen(answer.names);
      return [];
    }
    if (answer.added.length === 0 && answer.removed.length === 0) return [];
    const before = new Set(this.columns()?.names);
    const entries = answer.added.map(({ name, time, width, height }) => ({ name, time, aspect: width / height }));
    this.columns.update((columns) => withEntries(lacking(columns ?? NO_COLUMNS, new Set(answer.removed)), entries));
    this.departures.seen(entries.map(({ name }) => name));
    this.departures.done(answer.removed.filter((name) => before.has(name)), true);
    this.details.stale(entries.map(({ name }) => name));
    return entries.map(({ name }) => name).filter((name) => !before.has(name));
  }
}
