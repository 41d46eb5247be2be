import { A11yModule } from '@angular/cdk/a11y';
import { Location } from '@angular/common';
import { Component, computed, DestroyRef, effect, inject, input, resource, signal, untracked, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { Words } from '../../i18n/words';
import { NeedsServer } from '../../api/needs-server';
import { ServerNeed } from '../../api/server-need';
import { needsServer } from '../../images/deed-needs';
import { ImageActions } from '../../images/image-actions';
import { filenameOf, imageIdOf } from '../../images/library-image';
import { LibraryStore } from '../../images/library-store';
import { Organiser } from '../../images/organiser';
import { Icon } from '../../shell/icon';
import { Shortcuts } from '../../shell/shortcuts';
import { AlbumActions } from '../filters/album-actions';
import { GridFocus } from '../grid-focus';
import { shortPrompt } from '../tile-label';
import { Filmstrip } from './filmstrip';
import { ImageDetails } from './image-details';
import { around, lightboxKey, type LightboxWish } from './lightbox-keys';
import { Preload } from './preload';
import { Stage } from './stage';

/** Known around the one shown: as many as the strip has, and some to go on to. */
const AROUND = 31;

/** One image before everything else, with the ones around it a key away. */
@Component({
  selector: 'app-lightbox',
  imports: [A11yModule, Filmstrip, Icon, ImageDetails, NeedsServer, Stage],
  templateUrl: './lightbox.html',
  styleUrl: './lightbox.css',
  providers: [Preload],
  host: { '(document:keydown)': 'typed($event)' },
})
export class Lightbox {
  /** From the address. */
  readonly imageId = input.required<string>();

  protected readonly words = inject(Words);
  protected readonly library = inject(LibraryStore);
  private readonly actions = inject(ImageActions);
  private readonly need = inject(ServerNeed);
  private readonly organiser = inject(Organiser);
  private readonly albumActions = inject(AlbumActions);
  private readonly preload = inject(Preload);
  private readonly shortcuts = inject(Shortcuts);
  private readonly keyboard = inject(GridFocus);
  private readonly router = inject(Router);
  private readonly location = inject(Location);
  private readonly destroyRef = inject(DestroyRef);
  private readonly stage = viewChild(Stage);

  private readonly filename = computed(() => filenameOf(this.imageId()));
  private readonly names = computed(() => this.library.view().names);
  protected readonly place = computed(() => this.library.places().get(this.filename()) ?? -1);
  private readonly known = computed(() => (this.library.removed().has(this.filename()) ? undefined : this.library.detail(this.filename())));
  /** Asked for by name when nothing but its name is known: a link from elsewhere. */
  protected readonly found = resource({
    params: () => (this.known() || this.library.removed().has(this.filename()) ? undefined : this.filename()),
    loader: ({ params }) => this.library.find(params),
  });
  protected readonly image = computed(() => this.known() ?? (this.found.hasValue() ? this.found.value() : null));
  /** It was looked at when it went away, here or elsewhere. */
  protected readonly binned = computed(() => this.library.trashed().has(this.filename()));
  protected readonly counter = computed(() =>
    this.place() < 0 ? '' : `${String(this.place() + 1).padStart(3, '0')} / ${this.words.number(this.names().length)}`);
  protected readonly announcement = computed(() => {
    const image = this.image();
    return image ? this.words.t('lightbox.said', { place: this.words.number(this.place() + 1), prompt: shortPrompt(image.prompt) }) : '';
  });
  /** It is one of the album that is looked through. */
  protected readonly inAlbum = computed(() => this.library.filter().album !== null && this.place() >= 0);
  protected readonly hasPrevious = computed(() => this.place() > 0);
  protected readonly hasNext = computed(() => this.place() >= 0 && this.place() < this.names().length - 1);
  protected readonly details = signal(true);
  protected readonly scale = computed(() => this.stage()?.zoom().scale ?? 1);

  constructor() {
    let last = '';
    effect(() => {
      last = this.filename();
      const { from, to } = around(this.place(), this.names().length, AROUND);
      const near = this.place() < 0 ? [] : this.names().slice(from, to);
      untracked(() => { this.library.look(near); });
    });
    this.destroyRef.onDestroy(() => { this.keyboard.goTo(last); });
  }

  protected typed(event: KeyboardEvent): void {
    // A dialog over the image has the keys for itself.
    if (event.defaultPrevented || (event.target as HTMLElement).closest('mat-dialog-container, input, textarea')) return;
    const wish = lightboxKey(event, this.shortcuts.on());
    if (wish === null) return;
    event.preventDefault();
    this.fulfil(wish);
  }

  protected fulfil(wish: LightboxWish): void {
    const image = this.image();
    const stage = this.stage();
    const deeds: Record<LightboxWish, () => unknown> = {
      close: () => this.close(),
      previous: () => this.show(this.place() - 1),
      next: () => this.show(this.place() + 1),
      first: () => this.show(0),
      last: () => this.show(this.names().length - 1),
      details: () => { this.details.update((shown) => !shown); },
      copy: () => image && this.actions.copyPrompts([image]),
      use: () => image && this.actions.usePrompt(image),
      download: () => image && this.actions.download(image),
      remove: () => image && this.actions.remove([image], this.movingOn()),
      vary: () => image && this.actions.vary(image),
      favorite: () => image && this.organiser.change(image, { favorite: !image.favorite }),
      cover: () => image && this.albumActions.cover(this.library.filter().album ?? '', image.filename),
      zoom: () => stage?.toggle(),
      'zoom-in': () => stage?.zoomIn(),
      'zoom-out': () => stage?.zoomOut(),
      fit: () => stage?.fit(),
    };
    if (!image || !needsServer(wish, [image]) || this.need.met()) void deeds[wish]();
  }

  protected open(name: string): void {
    // In place of the last one: Back leads out of the lightbox, not through all that was looked at.
    void this.router.navigate(['/library', imageIdOf(name)], { queryParamsHandling: 'preserve', replaceUrl: true, state: this.origin() });
  }

  protected close(): void {
    if (this.origin().fromGrid) this.location.back();
    else void this.router.navigate(['/library'], { queryParamsHandling: 'preserve', replaceUrl: true });
  }

  /** The one shown is there in full: now the ones beside it may come. */
  protected preloadAround(): void {
    const place = this.place();
    if (place >= 0) this.preload.these([this.names()[place + 1], this.names()[place - 1]].filter((name) => name !== undefined));
  }

  protected async restore(): Promise<void> {
    await this.organiser.attempt(() => this.library.restore([this.filename()]));
  }

  private show(place: number): void {
    const name = this.names()[place];
    if (name !== undefined) this.open(name);
  }

  /**
   * For when the image shown now goes: the nearest one that is still there takes its place, and after the last one the
   * library is shown. At once: when the server has answered, the person may be looking at another, or at none.
   */
  private movingOn(): () => void {
    const [shown, names, place] = [this.filename(), this.names(), this.place()];
    const isThere = (name: string) => this.library.places().has(name);
    return () => {
      if (this.destroyRef.destroyed || this.filename() !== shown) return;
      const next = place < 0 ? undefined : names.slice(place + 1).find(isThere) ?? names.slice(0, place).findLast(isThere);
      if (next === undefined) this.close();
      else this.open(next);
    };
  }

  private origin(): { readonly fromGrid: boolean } {
    const state = this.location.getState();
    return { fromGrid: typeof state === 'object' && state !== null && 'fromGrid' in state && state.fromGrid === true };
  }
}
