import { Component, computed, inject, input, output } from '@angular/core';
import { Words } from '../i18n/words';
import type { LibraryImage } from '../images/library-image';
import { LibraryStore } from '../images/library-store';
import { Icon } from '../shell/icon';
import { ChatStore } from './chat-store';
import { FailureCard } from './failure-card';
import { ResultImage } from './result-image';
import { Tombstone } from './tombstone';
import { missingOf, removedOf, type Turn } from './turn';
import { pixelsOf, type Wish } from './wish';
import { WorkingFrame } from './working-frame';

/** A wish and what has become of it. */
@Component({
  selector: 'app-turn',
  imports: [FailureCard, Icon, ResultImage, Tombstone, WorkingFrame],
  templateUrl: './turn-view.html',
  styleUrl: './turn-view.css',
})
export class TurnView {
  protected readonly t = inject(Words).t;
  readonly turn = input.required<Turn>();
  /** Words to put into the composer. */
  readonly used = output<Partial<Wish>>();
  /** To be made again, a little differently. */
  readonly varied = output<LibraryImage>();
  protected readonly chat = inject(ChatStore);
  private readonly library = inject(LibraryStore);

  /** Each image, or where it was. */
  protected readonly images = computed(() => this.turn().images.map((image) => ({
    image,
    gone: image.deletedAt !== null || this.library.removed().has(image.filename),
    inTrash: image.deletedAt !== null || this.library.trashed().has(image.filename),
  })));
  protected readonly removed = computed(() => removedOf(this.turn()));
  protected readonly missing = computed(() => missingOf(this.turn()));
  protected readonly size = computed(() => pixelsOf(this.turn().wish.size));
  protected readonly many = computed(() => this.turn().wish.count > 1);
}
