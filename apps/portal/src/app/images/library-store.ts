import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Connection } from '../api/connection';
import { kindOf, UNREACHABLE } from '../api/problem';
import { Session } from '../auth/session';
import { Journal } from '../shell/journal';
import { LibraryCount } from '../shell/library-count';
import { ApiImageSource } from './api-image-source';
import { DeviceImageSource } from './device-image-source';
import type { ImageSource } from './image-source';
import type { LibraryImage } from './library-image';
import { extended, type Listing, merged, NOTHING_LISTED, renewed, without, withNew } from './listing';

/** idle: nobody asked yet. unreachable: the account's images are not known and the server is away. */
export type LibraryState = 'idle' | 'loading' | 'ready' | 'failed' | 'unreachable';

/** The library of whoever looks: the account's, and what this device alone keeps. Asks for nothing until it is opened. */
@Injectable({ providedIn: 'root' })
export class LibraryStore {
  private readonly session = inject(Session);
  private readonly connection = inject(Connection);
  private readonly journal = inject(Journal);
  private readonly account: ImageSource = inject(ApiImageSource);
  private readonly device: ImageSource = inject(DeviceImageSource);

  private readonly opened = signal(false);
  private readonly listing = signal<Listing>(NOTHING_LISTED);
  private readonly local = signal<readonly LibraryImage[]>([]);
  private readonly gone = signal<ReadonlySet<string>>(new Set());
  private readonly leaving = signal<ReadonlySet<string>>(new Set());
  private readonly phase = signal<LibraryState>('idle');
  private readonly fetching = signal(false);
  private readonly stuck = signal(false);
  /** Grows when the person changes, so that no late answer reaches the next one. */
  private epoch = 0;

  /** Whose library it is; null while that is not known. */
  private readonly scope = computed(() =>
    this.session.status() === 'starting' ? null : this.session.owner()?.id ?? 'guest');
  private readonly signedIn = computed(() => this.session.owner() !== null);

  /** Newest first, as far as known. */
  readonly images = computed(() => {
    const gone = this.gone();
    return merged(this.listing(), this.local()).filter(({ filename }) => !gone.has(filename));
  });
  /** Of everything, also of what is not loaded yet; null until known. */
  readonly total = computed(() => {
    const listed = this.signedIn() ? this.listing().total : 0;
    return listed === null ? null : listed + this.local().length - this.leaving().size;
  });
  readonly onThisDevice = computed(() => this.local().filter(({ filename }) => !this.gone().has(filename)).length);
  readonly state = this.phase.asReadonly();
  /** Nothing is left to load. */
  readonly complete = computed(() => this.listing().nextCursor === null);
  /** The next page may be asked for without asking the person. */
  readonly canLoadMore = computed(() => !this.complete() && !this.fetching() && !this.stuck() && this.connection.reachable());
  /** The next page was asked for in vain; `more` tries again. */
  readonly moreFailed = computed(() => this.stuck() && this.connection.reachable());
  /** What was removed while this page was open: whoever still shows such an image lets it go. */
  readonly removed = this.gone.asReadonly();

  constructor() {
    effect(() => { this.scope(); untracked(() => { this.reset(); }); });
    effect(() => {
      const ready = this.opened() && this.scope() !== null;
      this.session.status();
      this.connection.reachable();
      if (ready) untracked(() => void this.load());
    });
    const count = inject(LibraryCount);
    effect(() => { count.total.set(this.total()); });
  }

  /** From now on the library is kept loaded. Opened again, it looks for what is new. */
  open(): void {
    if (this.opened()) void this.load();
    else this.opened.set(true);
  }

  async load(): Promise<void> {
    if (this.fetching()) return;
    const epoch = this.epoch;
    if (this.phase() !== 'ready') this.phase.set('loading');
    const { images } = await this.device.page(null);
    if (epoch !== this.epoch) return;
    this.local.set(images);
    if (!this.signedIn()) return this.phase.set('ready');
    if (this.session.status() === 'signed-in' && this.connection.reachable()) await this.fetch(null, renewed);
    else this.withoutServer(UNREACHABLE);
  }

  /** The next page, once at a time. */
  async more(): Promise<void> {
    const { nextCursor } = this.listing();
    if (nextCursor !== null && !this.fetching() && this.connection.reachable()) await this.fetch(nextCursor, extended);
  }

  /** Null when there is none of that name, or it is somebody else's. */
  async find(filename: string): Promise<LibraryImage | null> {
    await this.session.ready;
    const known = this.images().find((image) => image.filename === filename);
    if (known || this.gone().has(filename)) return known ?? null;
    return await this.device.image(filename) ?? (this.signedIn() ? this.account.image(filename) : null);
  }

  /** A new image, made in this tab. */
  add(image: LibraryImage): void {
    if (image.place === 'library') this.listing.update((listing) => withNew(listing, image));
    else this.local.update((local) => [image, ...local.filter(({ filename }) => filename !== image.filename)]);
  }

  /** Out of every view at once. When it cannot be done the image comes back and this rejects. */
  async remove(image: LibraryImage): Promise<void> {
    const { filename } = image;
    this.gone.update((gone) => new Set(gone).add(filename));
    this.leaving.update((leaving) => new Set(leaving).add(filename));
    const epoch = this.epoch;
    try {
      await this.sourceOf(image).remove(filename);
      this.journal.note(`Image deleted: ${filename}`);
      if (epoch === this.epoch) this.drop(image);
    } catch (error) {
      this.gone.update((gone) => lacking(gone, filename));
      throw error;
    } finally {
      this.leaving.update((leaving) => lacking(leaving, filename));
    }
  }

  /** Asked when an image does not show: whether it is still there, so that it may be tried again. Null while nobody can tell. */
  async confirm(image: LibraryImage): Promise<boolean | null> {
    if (image.place === 'library' && !this.connection.reachable()) return null;
    const there = await this.sourceOf(image).image(image.filename) !== null;
    if (!there) {
      this.gone.update((gone) => new Set(gone).add(image.filename));
      this.drop(image);
    }
    return there;
  }

  sourceOf(image: LibraryImage): ImageSource {
    return image.place === 'library' ? this.account : this.device;
  }

  private async fetch(cursor: string | null, into: typeof extended): Promise<void> {
    const epoch = this.epoch;
    this.fetching.set(true);
    this.stuck.set(false);
    try {
      const page = await this.account.page(cursor);
      if (epoch !== this.epoch) return;
      this.listing.update((listing) => into(listing, page));
      this.phase.set('ready');
    } catch (error) {
      const kind = kindOf(error);
      if (kind === null) throw error;
      if (epoch === this.epoch) this.withoutServer(kind);
    } finally {
      if (epoch === this.epoch) this.fetching.set(false);
    }
  }

  /** What is known stays shown. */
  private withoutServer(kind: string): void {
    const known = this.listing().total !== null;
    this.stuck.set(known);
    this.phase.set(known ? 'ready' : kind === UNREACHABLE ? 'unreachable' : 'failed');
  }

  private drop({ place, filename }: LibraryImage): void {
    if (place === 'library') this.listing.update((listing) => without(listing, filename));
    else this.local.update((local) => local.filter((image) => image.filename !== filename));
  }

  private reset(): void {
    this.epoch++;
    this.listing.set(NOTHING_LISTED);
    this.local.set([]);
    this.gone.set(new Set());
    this.leaving.set(new Set());
    this.fetching.set(false);
    this.stuck.set(false);
    this.phase.set('idle');
  }
}

function lacking(names: ReadonlySet<string>, name: string): ReadonlySet<string> {
  return new Set([...names].filter((other) => other !== name));
}
