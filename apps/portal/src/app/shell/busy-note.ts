import { Component, computed, effect, inject, untracked } from '@angular/core';
import { RefusedRequests } from '../api/refused-requests';
import { Words } from '../i18n/words';
import { Countdown } from './countdown';
import { Icon } from './icon';

/** Says that the server does not answer for now, and when it is asked again. */
@Component({
  selector: 'app-busy-note',
  imports: [Icon],
  template: `
    @if (text(); as text) {
      <div class="note">
        <app-icon name="info" />
        <p>
          <span role="status">{{ text }}</span>
          @if (refused.retryAt() === null) { {{ t('away.trying') }} }
          @else { {{ t('away.retryIn', { seconds: wait.left() }) }} }
        </p>
        <button type="button" class="btn small" (click)="refused.retryNow()">{{ t('tryAgain') }}</button>
      </div>
    }
  `,
  styles: `.note { margin: 12px 24px 0; } @media (max-width: 599.98px) { .note { margin: 8px 12px 0; } }`,
})
export class BusyNote {
  protected readonly t = inject(Words).t;
  protected readonly refused = inject(RefusedRequests);
  protected readonly wait = new Countdown();
  protected readonly text = computed(() => {
    const kind = this.refused.kind();
    return kind === null ? null : this.t(kind === 'storage-unavailable' ? 'busy.storage' : 'busy.server');
  });

  constructor() {
    effect(() => {
      const retryAt = this.refused.retryAt();
      untracked(() => {
        if (retryAt === null) this.wait.stop();
        else this.wait.start((retryAt - Date.now()) / 1000);
      });
    });
  }
}
