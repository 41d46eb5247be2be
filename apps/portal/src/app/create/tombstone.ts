import { Component, computed, inject, input, output } from '@angular/core';
import { NeedsServer } from '../api/needs-server';
import { Words } from '../i18n/words';
import { Icon } from '../shell/icon';
import { frameWidth } from './frame';

/** Where an image was. Its words stay above; it can be made again, and out of the trash it can come back. */
@Component({
  selector: 'app-tombstone',
  imports: [Icon, NeedsServer],
  template: `
    <div class="frame" [style.width.px]="frame()" [style.aspect-ratio]="width() + ' / ' + height()">
      <app-icon name="image-off" [size]="20" />
      <p>{{ inTrash() ? words.t('tombstone.inTrash') : words.n('tombstone.deleted', count()) }}</p>
      <div class="actions">
        @if (inTrash()) { <button type="button" class="btn small outline" appNeedsServer (click)="restored.emit()"><app-icon name="undo-2" [size]="16" />{{ words.t('restore') }}</button> }
        <button type="button" class="btn small outline" (click)="again.emit()"><app-icon name="rotate-ccw" [size]="16" />{{ words.t('tombstone.again') }}</button>
      </div>
    </div>
  `,
  styles: `
    .frame {
      display: grid;
      align-content: center;
      justify-items: center;
      gap: 8px;
      max-width: 100%;
      padding: 12px;
      border: 1px dashed var(--mat-sys-outline);
      border-radius: 10px;
      background: repeating-linear-gradient(135deg, var(--mat-sys-surface-container-low) 0 8px, var(--mat-sys-surface) 8px 16px);
      color: var(--mat-sys-on-surface-variant);
      font-size: 13px;
      text-align: center;
    }
    .actions { display: flex; flex-wrap: wrap; justify-content: center; gap: 8px; }
  `,
})
export class Tombstone {
  protected readonly words = inject(Words);
  readonly width = input.required<number>();
  readonly height = input.required<number>();
  readonly inTrash = input(false);
  readonly count = input(1);
  readonly restored = output();
  readonly again = output();
  protected readonly frame = computed(() => frameWidth(this.width(), this.height()));
}
