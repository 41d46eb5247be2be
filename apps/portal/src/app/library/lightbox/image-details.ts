import { Component, computed, ElementRef, inject, input, output, resource, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import { type WordKey, Words } from '../../i18n/words';
import type { LibraryImage } from '../../images/library-image';
import { BottomBar } from '../../shell/bottom-bar';
import { Icon } from '../../shell/icon';
import { ChatTitles } from './chat-titles';
import { fileSize } from './file-size';
import { SheetGrip } from './sheet-grip';
import { TitleAndTags } from './title-and-tags';

const GRADES: Readonly<Record<string, WordKey>> = { auto: 'grade.auto', low: 'grade.low', medium: 'grade.medium', high: 'grade.high' };
const TYPES = { 'image/png': 'PNG', 'image/jpeg': 'JPEG', 'image/webp': 'WebP' } as const;

/** What is known of an image, and what its prompt is good for. */
@Component({
  selector: 'app-image-details',
  imports: [Icon, RouterLink, SheetGrip, TitleAndTags],
  templateUrl: './image-details.html',
  styleUrl: './image-details.css',
  hostDirectives: [BottomBar],
  host: { '[class.tall]': 'tall()', '[style.height.px]': 'height()', '[style.max-height]': "height() === null ? null : 'var(--tall)'" },
})
export class ImageDetails {
  readonly image = input.required<LibraryImage>();
  readonly used = output();
  readonly copied = output();
  readonly varied = output();

  protected readonly words = inject(Words);
  private readonly titles = inject(ChatTitles);
  /** On a phone the sheet has two stops. */
  protected readonly tall = signal(false);
  /** In pixels, while a finger has it. */
  protected readonly height = signal<number | null>(null);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private stood = 0;
  protected readonly size = computed(() => fileSize(this.image().bytes, this.words.locale()));
  protected readonly type = computed(() => TYPES[this.image().mimeType]);
  /** As the composer names it; a service may have words of its own. */
  protected readonly quality = computed(() => {
    const { quality } = this.image();
    const grade = GRADES[quality ?? ''];
    return grade ? this.words.t(grade) : quality;
  });
  /** Who walks from image to image is told of the chat they stay at. */
  private readonly chat = resource({
    params: () => this.image().conversationId ?? undefined,
    loader: ({ params, abortSignal }) => this.titles.of(params, abortSignal),
  });
  protected readonly chatTitle = computed(() => this.titles.known(this.image().conversationId) ?? (this.chat.hasValue() ? this.chat.value() : null));
  protected readonly revised = computed(() => {
    const { prompt, revisedPrompt } = this.image();
    return revisedPrompt === prompt ? null : revisedPrompt;
  });

  /** The sheet is drawn so much lower than it stood. */
  protected follow(down: number | null): void {
    if (this.height() === null) this.stood = this.element.offsetHeight;
    this.height.set(down === null ? null : this.stood - down);
  }
}
