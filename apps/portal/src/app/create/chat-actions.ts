import { inject, Injectable, Injector, type Type } from '@angular/core';
import { Router } from '@angular/router';
import { kindOf } from '../api/problem';
import { Words } from '../i18n/words';
import { answerOf } from '../shell/answer-of';
import { Toasts } from '../shell/toasts';
import { ChatStore } from './chat-store';
import { Chats } from './chats';
import { isCancellable } from './turn';

/** What can be done with a whole chat. The dialogs are fetched when they are first wanted. */
@Injectable({ providedIn: 'root' })
export class ChatActions {
  private readonly injector = inject(Injector);
  private readonly router = inject(Router);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(Words);
  private readonly chats = inject(Chats);
  private readonly chat = inject(ChatStore);
  private stopping = false;

  async rename(id: string, title: string): Promise<void> {
    const { RenameChat } = await import('./rename-chat');
    const wanted = await this.ask<string>(RenameChat, title, 'dialog');
    if (wanted) await this.attempt(() => this.chats.rename(id, wanted));
  }

  async remove(id: string): Promise<void> {
    const { DeleteChat } = await import('./delete-chat');
    if (await this.ask<boolean>(DeleteChat, null, 'alertdialog') !== true) return;
    if (!await this.attempt(() => this.chats.remove(id))) return;
    this.chat.startNew();
    await this.router.navigateByUrl('/create');
    await this.toasts.say(this.words.t('chat.deleted'));
  }

  /** The image that was begun last, when the person is sure. It may be done before they are. */
  async stop(): Promise<void> {
    const turn = this.chat.turns().findLast(isCancellable);
    if (turn === undefined || this.stopping) return;
    this.stopping = true;
    const { StopImage } = await import('./stop-image');
    const sure = await this.ask<boolean>(StopImage, null, 'alertdialog');
    this.stopping = false;
    const now = this.chat.turns().find(({ key }) => key === turn.key);
    if (sure === true && now !== undefined && isCancellable(now)) await this.chat.cancel(now);
  }

  private async ask<T>(dialog: Type<unknown>, data: unknown, role: 'dialog' | 'alertdialog'): Promise<T | undefined> {
    const { MatDialog } = await import('@angular/material/dialog');
    const opened = this.injector.get(MatDialog).open<unknown, unknown, T>(dialog, { data, role, width: '440px', autoFocus: '.first' });
    return answerOf(opened);
  }

  private async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (kindOf(error) === null) throw error;
      await this.toasts.say(this.words.t('problem.unchanged'));
      return false;
    }
  }
}
