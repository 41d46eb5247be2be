import { afterNextRender, Component, computed, DestroyRef, effect, ElementRef, inject, Injector, output } from '@angular/core';
import { Words } from '../i18n/words';
import type { LibraryImage } from '../images/library-image';
import { ChatStore } from './chat-store';
import { NearRoot } from './near-view';
import { TurnAnnouncer } from './turn-announcer';
import { TurnView } from './turn-view';
import type { Wish } from './wish';

/** Nearer to the end than this, the reader is at the end, and stays there when it grows. */
const AT_END_PX = 48;

@Component({
  selector: 'app-thread',
  imports: [TurnView],
  providers: [TurnAnnouncer],
  hostDirectives: [NearRoot],
  host: { role: 'log', '[attr.aria-label]': "t('thread.title')", 'aria-live': 'off', tabindex: '0', '(scroll)': 'note()' },
  template: `
    <div class="turns">
      @if (chat.earlier.state() !== 'none') {
        <p class="earlier muted" role="status">
          {{ t(chat.earlier.state() === 'failed' ? 'thread.earlierFailed' : 'thread.goesBack') }}
          <button type="button" class="btn small outline" [disabled]="chat.earlier.state() === 'loading'" (click)="showEarlier()">{{ t('thread.showEarlier') }}</button>
        </p>
      }
      @for (turn of chat.turns(); track turn.key) { <app-turn [turn]="turn" (used)="used.emit($event)" (varied)="varied.emit($event)" /> }
    </div>
  `,
  styles: `
    :host { display: flex; overflow-y: auto; flex-direction: column; overscroll-behavior: contain; }
    :host:focus-visible { outline-offset: -2px; }
    .turns {
      display: grid;
      grid-template-columns: minmax(0, 1fr);
      gap: 20px;
      width: 100%;
      max-width: 760px;
      padding: 24px 24px 20px;
      margin: auto auto 0;
    }
    .earlier { display: flex; gap: 12px; align-items: center; justify-content: center; margin: 0; }
    @media (max-width: 599.98px) { .turns { padding: 16px; } }
  `,
})
export class Thread {
  protected readonly t = inject(Words).t;
  readonly used = output<Partial<Wish>>();
  readonly varied = output<LibraryImage>();
  protected readonly chat = inject(ChatStore);
  private readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly injector = inject(Injector);
  private atEnd = true;
  private top = 0;

  constructor() {
    inject(TurnAnnouncer).attend(this.chat.turns);
    const destroyed = inject(DestroyRef);
    const newest = computed(() => this.chat.turns().at(-1)?.key);
    effect(() => {
      if (newest() !== undefined) this.toEnd(); // a new wish is what the person wants to see
    });
    afterNextRender(() => {
      const growth = new ResizeObserver(() => { if (this.atEnd) this.host.scrollTop = this.host.scrollHeight; });
      const turns = this.host.firstElementChild;
      if (turns) growth.observe(turns);
      growth.observe(this.host);
      destroyed.onDestroy(() => { growth.disconnect(); });
    });
  }

  /** Only a way up leaves the end: news of a way down may come late, when the thread has grown again. */
  protected note(): void {
    const { scrollHeight, scrollTop, clientHeight } = this.host;
    const near = scrollHeight - scrollTop - clientHeight < AT_END_PX;
    if (near || scrollTop < this.top) this.atEnd = near;
    this.top = scrollTop;
  }

  /** What one was looking at stays where it is: what comes, comes above it. */
  protected async showEarlier(): Promise<void> {
    this.atEnd = false;
    await this.chat.showEarlier();
    const below = this.host.scrollHeight - this.host.scrollTop;
    afterNextRender(() => { this.host.scrollTop = this.host.scrollHeight - below; }, { injector: this.injector });
  }

  private toEnd(): void {
    this.atEnd = true;
    afterNextRender(() => { this.host.scrollTop = this.host.scrollHeight; }, { injector: this.injector });
  }
}
