import { DecimalPipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { RouterLink, RouterLinkActive } from '@angular/router';
import { Session } from '../auth/session';
import { Chats } from '../create/chats';
import { AccountMenu } from './account-menu';
import { Brand } from './brand';
import { Icon } from './icon';
import { LibraryCount } from './library-count';
import { RecentChats } from './recent-chats';

@Component({
  selector: 'app-rail',
  host: { role: 'navigation', 'aria-label': 'Main' },
  imports: [AccountMenu, Brand, DecimalPipe, Icon, RecentChats, RouterLink, RouterLinkActive],
  templateUrl: './rail.html',
  styleUrl: './rail.css',
})
export class Rail {
  protected readonly session = inject(Session);
  protected readonly chats = inject(Chats);
  private readonly counts = inject(LibraryCount);
  protected readonly count = this.counts.total;
  protected readonly trashed = this.counts.trashed;
}
