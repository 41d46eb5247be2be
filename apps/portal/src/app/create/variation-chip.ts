import { Component, computed, inject, input, output } from '@angular/core';
import { PROMPT_SHORT_MAX } from '@vitrine/contracts/limits';
import { clip } from '@vitrine/contracts/text';
import { Words } from '../i18n/words';
import { ImageView } from '../images/image-view';
import type { LibraryImage } from '../images/library-image';
import { Icon } from '../shell/icon';

/** Which image the words in the box were taken from, and what that does and does not mean. */
@Component({
  selector: 'app-variation-chip',
  imports: [Icon, ImageView],
  template: `
    <div class="of">
      <span>{{ t('variation.of') }}</span>
      <img [appImageView]="image()" [alt]="alt()" />
      <button type="button" class="btn icon small" [attr.aria-label]="t('variation.remove')" [title]="t('variation.remove')" (click)="removed.emit()"><app-icon name="x" [size]="16" /></button>
    </div>
    <p class="muted">{{ t('variation.honest') }}</p>
  `,
  styles: `
    :host { display: flex; flex-wrap: wrap; align-items: center; gap: 6px 12px; margin-bottom: 12px; }
    .of { display: inline-flex; align-items: center; gap: 8px; padding-left: 10px; border: 1px solid var(--mat-sys-outline-variant); border-radius: var(--r-sm); font-size: 13px; font-weight: 500; }
    img { width: 28px; height: 28px; border-radius: 4px; background: var(--mat-sys-surface-container); object-fit: cover; }
    p { flex: 1 1 240px; font-size: 12px; line-height: 16px; text-wrap: pretty; }
  `,
})
export class VariationChip {
  protected readonly t = inject(Words).t;
  readonly image = input.required<LibraryImage>();
  readonly removed = output();
  protected readonly alt = computed(() => clip(this.image().prompt, PROMPT_SHORT_MAX));
}
