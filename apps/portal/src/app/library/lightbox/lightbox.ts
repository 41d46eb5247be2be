import { A11yModule } from '@angular/cdk/a11y';
import { Location } from '@angular/common';
import { Component, computed, DestroyRef, effect, inject, input, resource, signal, untracked, viewChild } from '@angular/core';
import { Router } from '@angular/router';
import { ImageActions } from '../../images/image-actions';
import { filenameOf, imageIdOf, type LibraryImage } from '../../images/library-image';
import { LibraryStore } from '../../images/library-store';
import { Icon } from '../../shell/icon';
import { GridFocus } from '../grid-focus';
import { shortPrompt } from '../tile-label';
import { Filmstrip } from './filmstrip';
import { ImageDetails } from './image-details';
import { lightboxKey, type LightboxWish } from './lightbox-keys';
import { Stage } from './stage';

/** One image before everything else, with the ones around it a key away. */
@Component({
  selector: 'app-lightbox',
  imports: [A11yModule, Filmstrip, Icon, ImageDetails, Stage],
  templateUrl: './lightbox.html',
  styleUrl: './lightbox.css',
  host: { '(document:keydown)': 'typed($event)' },
})
export class Lightbox {
  /** From the address. */
  readonly imageId = input.required<string>();

  protected readonly library = inject(LibraryStore);
  private readonly actions = inject(ImageActions);
  private readonly keyboard = inject(GridFocus);
  private readonly router = inject(Router);
  private readonly location = inject(Location);
  private readonly stage = viewChild(Stage);

  private readonly filename = computed(() => filenameOf(this.imageId()));
  protected readonly place = computed(() => this.library.images().findIndex(({ filename }) => filename === this.filename()));
  private readonly listed = computed(() => this.library.images()[this.place()]);
  /** Asked for by name only when it is not among the loaded ones: a link from elsewhere. */
  protected readonly found = resource({
    params: () => (this.listed() || this.library.removed().has(this.filename()) ? undefined : this.filename()),
    loader: ({ params }) => this.library.find(params),
  });
  protected readonly image = computed(() => this.listed() ?? (this.found.hasValue() ? this.found.value() : null));
  protected readonly counter = computed(() => {
    const total = this.library.total() ?? this.library.images().length;
    return this.place() < 0 ? '' : `${String(this.place() + 1).padStart(3, '0')} / ${new Intl.NumberFormat().format(total)}`;
  });
  protected readonly announcement = computed(() => {
    const image = this.image();
    return image ? `Image ${this.place() + 1}: ${shortPrompt(image.prompt)}` : '';
  });
  protected readonly hasPrevious = computed(() => this.place() > 0);
  protected readonly hasNext = computed(() => this.place() >= 0 && this.place() < this.library.images().length - 1);
  protected readonly details = signal(true);
  protected readonly scale = computed(() => this.stage()?.zoom().scale ?? 1);

  constructor() {
    let last = '';
    effect(() => {
      last = this.filename();
      const nearEnd = this.place() >= this.library.images().length - 6;
      if (nearEnd && this.library.canLoadMore()) untracked(() => void this.library.more());
    });
    inject(DestroyRef).onDestroy(() => { this.keyboard.goTo(last); });
  }

  protected typed(event: KeyboardEvent): void {
    // A dialog over the image has the keys for itself.
    if (event.defaultPrevented || (event.target as HTMLElement).closest('[role=alertdialog], input, textarea')) return;
    const wish = lightboxKey(event);
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
      last: () => this.show(this.library.images().length - 1),
      details: () => { this.details.update((shown) => !shown); },
      copy: () => image && this.actions.copyPrompts([image]),
      use: () => image && this.actions.usePrompt(image),
      download: () => image && this.actions.download(image),
      remove: () => image && this.remove(image),
      zoom: () => stage?.toggle(),
      'zoom-in': () => stage?.zoomIn(),
      'zoom-out': () => stage?.zoomOut(),
      fit: () => stage?.fit(),
    };
    void deeds[wish]();
  }

  protected open(image: LibraryImage): void {
    // In place of the last one: Back leads out of the lightbox, not through all that was looked at.
    void this.router.navigate(['/library', imageIdOf(image.filename)], { replaceUrl: true, state: this.origin() });
  }

  protected close(): void {
    if (this.origin().fromGrid) this.location.back();
    else void this.router.navigate(['/library'], { replaceUrl: true });
  }

  private show(place: number): void {
    const image = this.library.images()[place];
    if (image) this.open(image);
  }

  /** The next image takes the place of the one that goes; after the last one the library is shown. */
  private async remove(image: LibraryImage): Promise<void> {
    const images = this.library.images();
    const place = this.place();
    const neighbour = images[place + 1] ?? images[place - 1];
    if (!await this.actions.remove([image])) return;
    if (neighbour && place >= 0) this.open(neighbour);
    else this.close();
  }

  private origin(): { readonly fromGrid: boolean } {
    const state = this.location.getState();
    return { fromGrid: typeof state === 'object' && state !== null && 'fromGrid' in state && state.fromGrid === true };
  }
}
