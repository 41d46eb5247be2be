import { Component, computed, DestroyRef, inject, input, output, signal } from '@angular/core';
import { NeedsServer } from '../api/needs-server';
import { Words } from '../i18n/words';
import { Icon } from '../shell/icon';
import { frameWidth } from './frame';
import { stageOf } from './stage';
import { isCancellable, type Turn } from './turn';
import { pixelsOf } from './wish';

/** The first glimpse is as good as nothing to look at; it is shown as colours and comes clear with the next. */
const BLURS = [14, 6, 2];

/** An image on its way: where it is in the server's own words, for how long, and its glimpses as they come. */
@Component({
  selector: 'app-working-frame',
  imports: [Icon, NeedsServer],
  templateUrl: './working-frame.html',
  styleUrl: './working-frame.css',
})
export class WorkingFrame {
  protected readonly t = inject(Words).t;
  readonly turn = input.required<Turn>();
  readonly cancelled = output();
  private readonly now = signal(Date.now());

  protected readonly seconds = computed(() => Math.max(0, Math.floor((this.now() - this.turn().since) / 1000)));
  protected readonly stage = computed(() => stageOf(this.turn(), this.t));
  protected readonly percent = computed(() => {
    const { done } = this.stage();
    return done === null ? null : done * 100;
  });
  protected readonly preview = computed(() => {
    const preview = this.turn().preview;
    return preview && `data:${preview.mimeType};base64,${preview.image}`;
  });
  protected readonly blur = computed(() => `blur(${BLURS[this.turn().preview?.index ?? 0] ?? 0}px)`);
  protected readonly cancellable = computed(() => isCancellable(this.turn()));
  protected readonly shape = computed(() => {
    const { width, height } = pixelsOf(this.turn().wish.size);
    return { width: frameWidth(width, height), ratio: `${width} / ${height}` };
  });

  constructor() {
    const timer = setInterval(() => { this.now.set(Date.now()); }, 1000);
    inject(DestroyRef).onDestroy(() => { clearInterval(timer); });
  }
}
