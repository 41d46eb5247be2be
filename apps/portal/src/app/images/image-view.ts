import { computed, DestroyRef, Directive, effect, ElementRef, inject, input, output, signal, untracked } from '@angular/core';
import { Connection } from '../api/connection';
import { kindOf } from '../api/problem';
import type { ImageAddress, Rendition } from './image-source';
import { letGoOf } from './let-go';
import type { ImageRef } from './library-image';
import { LibraryStore } from './library-store';

/** Shows an image from wherever it is kept, and lets go of it when it is shown no more. */
@Directive({
  selector: 'img[appImageView]',
  exportAs: 'appImageView',
  host: {
    decoding: 'async', draggable: 'false',
    // What is not there is never drawn as a broken image.
    '[style.visibility]': "here() ? null : 'hidden'",
    '(load)': 'arrived()', '(error)': 'missed()',
  },
})
export class ImageView {
  readonly image = input.required<ImageRef>({ alias: 'appImageView' });
  readonly rendition = input<Rendition>('thumbnail');
  readonly shown = output();
  /** It is there, but it would not show. */
  readonly failed = signal(false);
  /** The picture is there to be seen. */
  readonly here = signal(false);

  private readonly store = inject(LibraryStore);
  private readonly element = inject<ElementRef<HTMLImageElement>>(ElementRef).nativeElement;
  private address: ImageAddress | null = null;
  private retried = false;
  private turn = 0;

  constructor() {
    // More may become known of an image that is shown already; that is no reason to ask for its bytes again.
    const bytes = computed(() => this.image(), { equal: (a, b) => a.filename === b.filename && a.url === b.url });
    effect(() => {
      const [image, rendition] = [bytes(), this.rendition()];
      untracked(() => { this.retried = false; void this.show(image, rendition); });
    });
    const connection = inject(Connection);
    effect(() => { if (connection.reachable() && untracked(this.failed)) this.retry(); });
    inject(DestroyRef).onDestroy(() => { this.letGo(); });
  }

  /** Again, after it failed. */
  retry(): void {
    void this.show(this.image(), this.rendition());
  }

  protected arrived(): void {
    this.here.set(true);
    this.shown.emit();
  }

  /** The session's cookie may just have been renewed: what is still there is tried once more. */
  protected async missed(): Promise<void> {
    if (this.address === null) return;
    const again = !this.retried;
    this.retried = true;
    const turn = this.turn;
    const there = await this.isThere();
    if (turn !== this.turn) return; // another is shown by now
    if (there && again) this.retry();
    else if (there !== false) this.failed.set(true);
  }

  /** When nobody can tell, it counts as not there for now: a mark on the tile offers to try again. */
  private async isThere(): Promise<boolean | null> {
    try {
      return await this.store.confirm(this.image());
    } catch (error) {
      if (kindOf(error) === null) throw error;
      return null;
    }
  }

  private async show(image: ImageRef, rendition: Rendition): Promise<void> {
    this.letGo();
    this.here.set(false);
    this.failed.set(false);
    const turn = this.turn;
    const address = await this.store.sourceOf(image).address(image, rendition);
    if (turn !== this.turn) return address?.release();
    this.address = address;
    if (address !== null) this.element.src = address.url;
    else if (await this.isThere() !== false && turn === this.turn) this.failed.set(true);
  }

  private letGo(): void {
    this.turn++;
    letGoOf(this.element);
    this.address?.release();
    this.address = null;
  }
}
