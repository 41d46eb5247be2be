import { CdkTextareaAutosize } from '@angular/cdk/text-field';
import { Component, computed, type ElementRef, inject, output, viewChild } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { IMAGE_COUNT_MAX, PROMPT_MAX } from '@vitrine/contracts/limits';
import { isVisible } from '@vitrine/contracts/text';
import { Words } from '../i18n/words';
import { Icon } from '../shell/icon';
import { ChatStore } from './chat-store';
import { Draft } from './draft';
import { VariationChip } from './variation-chip';
import { ANY_GRADE, ANY_SHAPE, GRADES, SHAPES, type Wish } from './wish';

/** The length of a prompt is told from here on. */
const COUNTED_FROM = 0.8;

@Component({
  selector: 'app-composer',
  imports: [CdkTextareaAutosize, Icon, MatMenuModule, VariationChip],
  templateUrl: './composer.html',
  styleUrl: './composer.css',
})
export class Composer {
  protected readonly words = inject(Words);
  readonly sent = output<Wish>();
  protected readonly draft = inject(Draft);
  protected readonly chat = inject(ChatStore);
  protected readonly shapes = SHAPES;
  protected readonly grades = GRADES;
  protected readonly counts = Array.from({ length: IMAGE_COUNT_MAX }, (_, at) => at + 1);
  protected readonly max = PROMPT_MAX;
  private readonly box = viewChild.required<ElementRef<HTMLTextAreaElement>>('box');

  protected readonly shape = computed(() => SHAPES.find(({ value }) => value === this.draft.wish().size) ?? ANY_SHAPE);
  protected readonly grade = computed(() => GRADES.find(({ value }) => value === this.draft.wish().quality) ?? ANY_GRADE);
  protected readonly length = computed(() => this.draft.wish().prompt.trim().length);
  protected readonly counted = computed(() => this.length() >= PROMPT_MAX * COUNTED_FROM);
  protected readonly tooLong = computed(() => this.length() > PROMPT_MAX);
  protected readonly sendable = computed(() => isVisible(this.draft.wish().prompt) && !this.tooLong());

  focus(): void {
    const box = this.box().nativeElement;
    box.focus();
    box.setSelectionRange(box.value.length, box.value.length);
  }

  /** The words stay: only what they were taken from is forgotten. */
  protected forgetOriginal(): void {
    this.draft.takenFrom(null);
    this.focus();
  }

  protected send(): void {
    if (!this.sendable()) return;
    this.sent.emit({ ...this.draft.wish(), prompt: this.draft.wish().prompt.trim() });
    this.draft.sent();
  }

  /** Enter sends, Shift+Enter breaks the line; while a word is being composed (Japanese, Chinese), Enter ends the word. */
  protected onEnter(event: Event): void {
    if (!(event instanceof KeyboardEvent) || event.isComposing) return;
    event.preventDefault();
    this.send();
  }

  /** In an empty box: the words that were sent last. */
  protected onUp(event: Event): void {
    const last = this.chat.turns().at(-1);
    if (this.draft.wish().prompt !== '' || !last) return;
    event.preventDefault();
    this.draft.change({ prompt: last.wish.prompt });
  }
}
