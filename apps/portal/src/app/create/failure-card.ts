import { Component, computed, effect, inject, input, output, untracked } from '@angular/core';
import { Words } from '../i18n/words';
import { Countdown } from '../shell/countdown';
import { Icon } from '../shell/icon';
import { waitText } from '../shell/wait-text';
import { type Failure, failureText } from './failure';
import { longTime } from './long-time';

const WAIT_SECONDS = 20;

/** Why there is no image, and what can be done. Nothing is sent again unless the person presses. */
@Component({
  selector: 'app-failure-card',
  imports: [Icon],
  template: `
    <app-icon [name]="failure().kind === 'cancelled' ? 'info' : 'circle-alert'" [size]="20" [class.calm]="failure().kind === 'cancelled'" />
    <div>
      <h2>{{ text().title }}</h2>
      <p>{{ text().text }} @if (more()) { {{ t('failure.moreIn', { time: more() ?? '' }) }} }</p>
      @switch (text().remedy) {
        @case ('again') {
          <button type="button" class="btn small outline" (click)="again.emit()"><app-icon name="rotate-ccw" [size]="16" />{{ t('tryAgain') }}</button>
        }
        @case ('wait') {
          <button type="button" class="btn small outline" [disabled]="wait.left() > 0" (click)="again.emit()">
            <app-icon name="rotate-ccw" [size]="16" />@if (wait.left() > 0) { {{ waitText() }} } @else { {{ t('tryAgain') }} }
          </button>
        }
        @case ('edit') {
          <button type="button" class="btn small outline" (click)="edited.emit()"><app-icon name="pencil" [size]="16" />{{ t('failure.edit') }}</button>
        }
      }
    </div>
  `,
  styles: `
    :host {
      display: flex;
      gap: 12px;
      width: 400px;
      max-width: 100%;
      padding: 16px;
      border: 1px solid var(--mat-sys-outline-variant);
      border-radius: var(--r-md);
    }
    app-icon:first-child { color: var(--mat-sys-error); }
    app-icon.calm:first-child { color: var(--mat-sys-on-surface-variant); }
    .btn app-icon:first-child { color: inherit; }
    h2 { font-size: 14px; font-weight: 600; line-height: 20px; }
    p { margin-top: 2px; color: var(--mat-sys-on-surface-variant); text-wrap: pretty; }
    .btn { margin-top: 12px; }
  `,
})
export class FailureCard {
  private readonly words = inject(Words);
  protected readonly t = this.words.t;
  readonly failure = input.required<Failure>();
  readonly again = output();
  readonly edited = output();
  protected readonly wait = new Countdown();
  protected readonly waitText = computed(() => waitText(this.wait.left(), this.words));
  protected readonly text = computed(() => failureText(this.failure(), this.t));
  protected readonly more = computed(() => {
    const { kind, problem } = this.failure();
    return kind === 'daily-limit-reached' && problem?.retryAfter ? longTime(problem.retryAfter) : null;
  });

  constructor() {
    effect(() => {
      const seconds = this.failure().problem?.retryAfter ?? WAIT_SECONDS;
      if (this.text().remedy === 'wait') untracked(() => { this.wait.start(seconds); });
    });
  }
}
