import { Component, computed, inject } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { NeedsServer } from '../api/needs-server';
import { Words } from '../i18n/words';
import { LibraryStore } from '../images/library-store';
import { Icon } from '../shell/icon';
import { ChatActions } from './chat-actions';
import { ChatStore } from './chat-store';
import { Chats } from './chats';

@Component({
  selector: 'app-chat-header',
  imports: [Icon, MatMenuModule, NeedsServer, RouterLink],
  templateUrl: './chat-header.html',
  styleUrl: './chat-header.css',
})
export class ChatHeader {
  protected readonly words = inject(Words);
  protected readonly chat = inject(ChatStore);
  protected readonly chats = inject(Chats);
  protected readonly actions = inject(ChatActions);
  private readonly library = inject(LibraryStore);
  private readonly router = inject(Router);

  protected readonly title = computed(() => this.chats.titleOf(this.chat.chatId()) ?? this.words.t('shell.newImage'));
  protected readonly kept = computed(() => this.chat.turns().flatMap(({ images }) => images)
    .filter(({ place, deletedAt, filename }) => place === 'library' && deletedAt === null && !this.library.removed().has(filename)).length);

  protected async startNew(): Promise<void> {
    this.chats.askNew();
    await this.router.navigateByUrl('/create');
  }
}
