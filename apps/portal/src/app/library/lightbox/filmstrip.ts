import { Component, computed, input, output } from '@angular/core';
import { ImageView } from '../../images/image-view';
import type { LibraryImage } from '../../images/library-image';
import { shortPrompt } from '../tile-label';
import { around } from './lightbox-keys';

const FRAMES = 11;
const HEIGHT = 52;

/** The images before and after the one shown. */
@Component({
  selector: 'app-filmstrip',
  imports: [ImageView],
  host: { role: 'group', 'aria-label': 'Images around this one' },
  template: `
    @for (frame of frames(); track frame.filename) {
      <button
        type="button" tabindex="-1" [attr.aria-current]="frame.filename === current() ? 'true' : null" [style.width.px]="widthOf(frame)"
        [attr.aria-label]="prompt(frame) || 'Image without a prompt'" (click)="chosen.emit(frame)"
      ><img [appImageView]="frame" alt="" /></button>
    }
  `,
  styles: `
    :host { display: flex; overflow: hidden; flex: none; justify-content: center; gap: 6px; padding: 6px 12px 16px; }
    button { flex: none; height: 52px; padding: 0; border: 0; border-radius: 4px; background: rgb(255 255 255 / 0.08); cursor: pointer; opacity: 0.5; transition: opacity var(--t-fast) var(--ease); }
    button:hover { opacity: 0.8; }
    button[aria-current] { opacity: 1; outline: 2px solid var(--mat-sys-primary); outline-offset: 2px; }
    img { display: block; width: 100%; height: 100%; border-radius: 4px; object-fit: cover; }
  `,
})
export class Filmstrip {
  readonly images = input.required<readonly LibraryImage[]>();
  readonly current = input.required<string>();
  readonly chosen = output<LibraryImage>();

  protected readonly prompt = (image: LibraryImage) => shortPrompt(image.prompt);
  protected readonly frames = computed(() => {
    const images = this.images();
    const { from, to } = around(images.findIndex(({ filename }) => filename === this.current()), images.length, FRAMES);
    return images.slice(from, to);
  });

  protected widthOf({ width, height }: LibraryImage): number {
    return Math.min(100, Math.max(26, (HEIGHT * width) / height));
  }
}
