import { Component, computed, inject, input, output } from '@angular/core';
import { Words } from '../../i18n/words';
import { ImageView } from '../../images/image-view';
import { LibraryStore } from '../../images/library-store';
import { BottomBar } from '../../shell/bottom-bar';
import { shortPrompt } from '../tile-label';
import { around } from './lightbox-keys';

const FRAMES = 11;
const HEIGHT = 52;

/** The images before and after the one shown. */
@Component({
  selector: 'app-filmstrip',
  imports: [ImageView],
  hostDirectives: [BottomBar],
  host: { role: 'group', '[attr.aria-label]': "words.t('lightbox.around')" },
  template: `
    @for (frame of frames(); track frame.name) {
      <button
        type="button" tabindex="-1" [attr.aria-current]="frame.name === current() ? 'true' : null" [style.width.px]="frame.width"
        [attr.aria-label]="frame.prompt || words.t('image.noPrompt')" (click)="chosen.emit(frame.name)"
      ><img [appImageView]="frame.ref" alt="" /></button>
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
  readonly current = input.required<string>();
  readonly chosen = output<string>();
  protected readonly words = inject(Words);
  private readonly library = inject(LibraryStore);

  protected readonly frames = computed(() => {
    const { names, aspects } = this.library.view();
    const { from, to } = around(this.library.places().get(this.current()) ?? 0, names.length, FRAMES);
    return names.slice(from, to).map((name, at) => ({
      name,
      width: Math.min(100, Math.max(26, HEIGHT * (aspects[from + at] ?? 1))),
      ref: this.library.ref(name),
      prompt: shortPrompt(this.library.detail(name)?.prompt ?? ''),
    }));
  });
}
