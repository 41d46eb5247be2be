import { computed, effect, inject, Injectable, signal, untracked } from '@angular/core';
import { Connection } from '../api/connection';
import { kindOrThrow, UNREACHABLE } from '../api/problem';
import { Session } from '../auth/session';
import { Journal } from '../shell/journal';
import { LibraryCount } from '../shell/library-count';
import { AccountIndex } from './account-index';
import { ApiImageSource } from './api-image-source';
import { Arrivals } from './arrivals';
import { type Columns, entryOf, lacking, NO_COLUMNS, reversed, withEntries } from './columns';
import { Departures } from './departures';
import { DetailCache } from './detail-cache';
import { DeviceImageSource } from './device-image-source';
import type { AccountSource, ImageSource, LocalSource } from './image-source';
import { EVERYTHING, type LibraryFilter, matches, narrows } from './library-filter';
import { type ImageRef, type LibraryImage, refOf } from './library-image';

/** idle: nobody asked yet. unreachable: the account's images are not known and the server is away. */
export type LibraryState = 'idle' | 'loading' | 'ready' | 'failed' | 'unreachable';

/** The library of whoever looks: the account's, and what this device alone keeps. Asks for nothing until it is opened. */
@Injectable({ providedIn: 'root' })
export class LibraryStore {
  private readonly session = inject(Session);
  private readonly connection = inject(Connection);
  private readonly journal = inject(Journal);
  private readonly account: AccountSource = inject(ApiImageSource);
  private readonly device: LocalSource = inject(DeviceImageSource);
  private readonly index = inject(AccountIndex);
  private readonly departures = inject(Departures);
  private readonly details = inject(DetailCache);
  private readonly arrivals = inject(Arrivals);

  private readonly opened = signal(false);
  private readonly local = signal<readonly LibraryImage[]>([]);
  private readonly phase = signal<LibraryState>('idle');
  private readonly unfinished = signal(false);
  private running: Promise<void> | null = null;
  private again = false;
  /** Grows when the person changes, so that no late answer reaches the next one. */
  private epoch = 0;

  readonly filter = signal<LibraryFilter>(EVERYTHING);

  /** Whose library it is; null while that is not known. */
  private readonly scope = computed(() =>
    this.session.status() === 'starting' ? null : this.session.owner()?.id ?? 'guest');
  private readonly signedIn = computed(() => this.session.owner() !== null);

  /** All there is, newest first. */
  readonly everything = computed((): Columns =>
    lacking(withEntries(this.index.columns() ?? NO_COLUMNS, this.local().map(entryOf)), this.departures.all()));
  private readonly newest = computed((): Columns => {
    const filter = this.filter();
    if (!narrows(filter)) return this.everything();
    const local = this.local().filter((image) => matches(image, filter)).map(entryOf);
    return lacking(withEntries(this.index.found()?.columns ?? NO_COLUMNS, local), this.departures.all());
  });
  /** What is shown, in the order it is shown in. */
  readonly view = computed((): Columns => {
    const shown = lacking(this.newest(), this.arrivals.waiting());
    return this.filter().order === 'oldest' ? reversed(shown) : shown;
  });
  readonly places = computed(() => new Map(this.view().names.map((name, at) => [name, at])));
  private readonly known = computed(() => !this.signedIn() || this.index.columns() !== null);
  /** The account's version that is shown; null until it is known. */
  readonly version = computed(() => this.index.version());
  /** Of everything; null until known. */
  readonly total = computed(() => (this.known() && this.phase() !== 'idle' ? this.everything().names.length : null));
  readonly onThisDevice = computed(() => this.local().filter(({ filename }) => !this.departures.all().has(filename)).length);
  readonly state = this.phase.asReadonly();
  /** What is shown may not be up to date: the server did not answer. */
  readonly stuck = computed(() => this.unfinished() && this.connection.reachable());
  /** The answer to the present filter is not here yet. */
  readonly searching = computed(() => this.signedIn() && this.connection.reachable() && !this.index.answers(this.filter()));
  /** What was removed while this page was open: whoever still shows such an image lets it go. */
  readonly removed = this.departures.all;
  readonly trashed = this.departures.inTrash;
  private readonly localByName = computed(() => new Map(this.local().map((image) => [image.filename, image])));

  constructor() {
    effect(() => { this.scope(); untracked(() => { this.reset(); }); });
    effect(() => {
      const ready = this.opened() && this.scope() !== null;
      this.session.status();
      this.connection.reachable();
      this.filter();
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

  /** Brings everything up to date; asked again meanwhile, it does so once more afterwards. */
  async load(): Promise<void> {
    if (this.running) {
      this.again = true;
      return this.running;
    }
    const running = this.loadOnce();
    this.running = running;
    try {
      await running;
    } finally {
      if (this.running === running) this.running = null;
    }
    if (!this.again || this.running) return;
    this.again = false;
    await this.load();
  }

  /** As far as it is known; asks for nothing. */
  detail(name: string): LibraryImage | undefined {
    return this.localByName().get(name) ?? this.details.get(name);
  }

  ref(name: string): ImageRef {
    return this.localByName().get(name) ?? refOf(name);
  }

  /** These are looked at: what is to be known of them is fetched. */
  look(names: readonly string[]): void {
    if (this.connection.reachable()) this.details.want(names.filter((name) => !this.localByName().has(name)));
  }

  /** Rejects when the server does not tell. */
  async all(names: readonly string[]): Promise<readonly LibraryImage[]> {
    const local = this.localByName();
    const remote = await this.details.all(names.filter((name) => !local.has(name)));
    const byName = new Map([...local, ...remote.map((image) => [image.filename, image] as const)]);
    return names.map((name) => byName.get(name)).filter((image) => image !== undefined);
  }

  /** Null when there is none of that name, or it is somebody else's. */
  async find(filename: string): Promise<LibraryImage | null> {
    await this.session.ready;
    if (this.departures.all().has(filename)) return null;
    const known = this.detail(filename) ?? await this.device.image(filename) ?? (this.signedIn() ? await this.account.image(filename) : null);
    if (known?.place === 'library') this.details.put([known]);
    return known;
  }

  /** A new or changed image, from this tab. */
  add(image: LibraryImage): void {
    if (image.place === 'library') this.index.put([image]);
    else this.local.update((local) => [image, ...local.filter(({ filename }) => filename !== image.filename)]);
  }

  /** Out of every view at once. When it cannot be done they come back and this rejects. */
  async remove(images: readonly ImageRef[], toTrash: boolean): Promise<void> {
    const names = images.map(({ filename }) => filename);
    const kept = (place: ImageRef['place']) => images.filter((image) => image.place === place).map(({ filename }) => filename);
    const epoch = this.epoch;
    this.departures.begin(names);
    try {
      if (kept('library').length > 0) await this.account.remove(kept('library'));
      if (kept('device').length > 0) await this.device.remove(kept('device'));
    } catch (error) {
      this.departures.back(names);
      if (names.length > 1) void this.load(); // some of many may be gone
      throw error;
    }
    for (const name of names) this.journal.note(`Image deleted: ${name}`);
    if (epoch !== this.epoch) return;
    this.departures.done(names, false);
    if (toTrash) this.departures.done(kept('library'), true);
    this.drop(names);
  }

  /** Out of the trash, back into every view. */
  async restore(names: readonly string[]): Promise<void> {
    const epoch = this.epoch;
    const images = await this.account.restore(names);
    if (epoch !== this.epoch) return;
    this.departures.back(names);
    this.index.put(images);
  }

  /** Asked when an image does not show: whether it is still there, so that it may be tried again. Null while nobody can tell. */
  async confirm(image: ImageRef): Promise<boolean | null> {
    if (image.deletedAt) return true;
    if (image.place === 'library' && !this.connection.reachable()) return null;
    const there = await this.sourceOf(image).image(image.filename) !== null;
    if (!there) {
      this.departures.done([image.filename], false);
      this.drop([image.filename]);
    }
    return there;
  }

  sourceOf(image: ImageRef): ImageSource {
    return image.place === 'library' ? this.account : this.device;
  }

  private async loadOnce(): Promise<void> {
    const epoch = this.epoch;
    if (this.phase() !== 'ready') this.phase.set('loading');
    const images = await this.device.list();
    if (epoch !== this.epoch) return;
    this.local.set(images);
    if (!this.signedIn()) return this.phase.set('ready');
    const kind = await this.sync();
    if (epoch !== this.epoch) return;
    if (kind !== null) return this.withoutServer(kind);
    this.unfinished.set(false);
    this.phase.set('ready');
  }

  /** Null, or why it could not be done. */
  private async sync(): Promise<string | null> {
    if (this.session.status() !== 'signed-in' || !this.connection.reachable()) return UNREACHABLE;
    try {
      this.arrivals.come(await this.index.sync(this.filter()));
      return null;
    } catch (error) {
      return kindOrThrow(error);
    }
  }

  /** What is known stays shown. */
  private withoutServer(kind: string): void {
    const known = this.index.columns() !== null;
    this.unfinished.set(known);
    this.phase.set(known ? 'ready' : kind === UNREACHABLE ? 'unreachable' : 'failed');
  }

  private drop(names: readonly string[]): void {
    this.index.drop(names);
    const gone = new Set(names);
    this.local.update((local) => local.filter(({ filename }) => !gone.has(filename)));
  }

  private reset(): void {
    this.epoch++;
    this.index.reset();
    this.departures.reset();
    this.local.set([]);
    this.arrivals.admit();
    this.unfinished.set(false);
    this.phase.set('idle');
    this.running = null;
    this.again = false;
  }
}
