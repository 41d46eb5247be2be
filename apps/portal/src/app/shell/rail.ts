import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Session } from '../auth/session';
import { Chats } from '../create/chats';
import { Words } from '../i18n/words';
import { AccountMenu } from './account-menu';
import { Brand } from './brand';
import { Icon } from './icon';
import { LibraryCount } from './library-count';
import { RecentChats } from './recent-chats';

@Component({
  selector: 'app-rail',
  host: { role: 'navigation', '[attr.aria-label]': "t('shell.main')" },
  imports: [AccountMenu, Brand, Icon, RecentChats, RouterLink, RouterLinkActive],
  templateUrl: './rail.html',
  styleUrl: './rail.css',
})
export class Rail {
  protected readonly t = inject(Words).t;
  protected readonly number = inject(Words).number;
  protected readonly session = inject(Session);
  protected readonly chats = inject(Chats);
  private readonly counts = inject(LibraryCount);
  protected readonly count = this.counts.total;
  protected readonly trashed = this.counts.trashed;
}
