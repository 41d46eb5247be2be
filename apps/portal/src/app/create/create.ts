import { afterNextRender, Component, effect, inject, Injector, input, untracked, viewChild } from '@angular/core';
import { Router, RouterLink } from '@angular/router';
import { Connection } from '../api/connection';
import { Session } from '../auth/session';
import { Words } from '../i18n/words';
import type { LibraryImage } from '../images/library-image';
import { BottomBar } from '../shell/bottom-bar';
import { Icon } from '../shell/icon';
import { ChatActions } from './chat-actions';
import { ChatHeader } from './chat-header';
import { ChatStore } from './chat-store';
import { Chats } from './chats';
import { Composer } from './composer';
import { Draft } from './draft';
import { Thread } from './thread';
import { Variation } from './variation';
import { type Wish, wishLike } from './wish';

const IDEAS = ['idea.lighthouse', 'idea.leaves', 'idea.planet'] as const;

@Component({
  selector: 'app-create',
  imports: [BottomBar, ChatHeader, Composer, Icon, RouterLink, Thread],
  templateUrl: './create.html',
  styleUrl: './create.css',
  host: { '(document:keydown.escape)': 'escaped($event)' },
})
export class Create {
  protected readonly t = inject(Words).t;
  protected readonly language = inject(Words).language;
  readonly chatId = input<string>();
  /** A prompt brought along from elsewhere. */
  readonly prompt = input<string>();
  /** The name of an image to make a variation of. */
  readonly of = input<string>();
  protected readonly chat = inject(ChatStore);
  protected readonly session = inject(Session);
  protected readonly connection = inject(Connection);
  protected readonly ideas = IDEAS;
  private readonly draft = inject(Draft);
  private readonly variation = inject(Variation);
  private readonly actions = inject(ChatActions);
  private readonly router = inject(Router);
  private readonly composer = viewChild(Composer);
  private readonly injector = inject(Injector);

  constructor() {
    const chats = inject(Chats);
    effect(() => {
      const id = this.chatId() ?? null;
      untracked(() => { if (id !== null || this.chat.chatId() !== null) this.chat.open(id); });
    });
    effect(() => {
      if (chats.asked()) untracked(() => { chats.answered(); this.chat.startNew(); this.focusComposer(); });
    });
    effect(() => {
      const id = this.chat.chatId();
      if (id !== null) untracked(() => void this.giveAddress(id));
    });
    effect(() => {
      const prompt = this.prompt();
      if (prompt) untracked(() => void this.take(prompt));
    });
    effect(() => {
      const of = this.of();
      if (of) untracked(() => void this.takeImage(of));
    });
  }

  /** Once it is there: the page may just have been opened. */
  private focusComposer(): void {
    afterNextRender(() => { this.composer()?.focus(); }, { injector: this.injector });
  }

  /** In the middle of an English sentence its article is small. */
  protected asked(idea: string): string {
    return this.language() === 'en' ? idea.charAt(0).toLowerCase() + idea.slice(1) : idea;
  }

  protected use(wish: Partial<Wish>): void {
    this.draft.change(wish);
    this.draft.takenFrom(null);
    this.composer()?.focus();
  }

  /** The image's words in the box, and its shape and quality; what is sent then is a wish like any other. */
  protected vary(image: LibraryImage): void {
    this.draft.change(wishLike(image));
    this.draft.takenFrom(image);
    this.composer()?.focus();
  }

  /** Whatever is open before the chat closes first; a word being composed ends first. */
  protected escaped(event: Event): void {
    if (!event.defaultPrevented && !(event as KeyboardEvent).isComposing) void this.actions.stop();
  }

  /** The chat has its id from its first wish on; until then it was only new. */
  private async giveAddress(id: string): Promise<void> {
    if (id !== this.chatId()) await this.router.navigate(['/create', id], { replaceUrl: true });
  }

  private async take(prompt: string): Promise<void> {
    await this.begin();
    this.use({ prompt });
    await this.tidyAddress();
  }

  /** A chat of its own; a guest has one alone, which goes on. */
  private async begin(): Promise<void> {
    await this.session.ready;
    if (this.session.owner() !== null) this.chat.startNew();
  }

  private async takeImage(filename: string): Promise<void> {
    await this.begin();
    await this.tidyAddress();
    const image = await this.variation.find(filename);
    if (image !== null) this.vary(image);
  }

  /** What was brought along is taken once: not again by a reload or by Back. */
  private async tidyAddress(): Promise<void> {
    await this.router.navigate([], { queryParams: { prompt: null, of: null }, queryParamsHandling: 'merge', replaceUrl: true });
  }
}
