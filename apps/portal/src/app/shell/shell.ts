import { Component, effect, inject, untracked } from '@angular/core';
import { Router, RouterOutlet } from '@angular/router';
import { Session } from '../auth/session';
import { SignOutNote } from '../auth/sign-out-note';
import { Words } from '../i18n/words';
import { UpdateNote } from '../offline/update-note';
import { ConnectionBanner } from './connection-banner';
import { FrameKeys } from './frame-keys';
import { Rail } from './rail';
import { Tabs } from './tabs';

/** The frame around every page but the ones for signing in. */
@Component({
  selector: 'app-shell',
  imports: [RouterOutlet, ConnectionBanner, Rail, SignOutNote, Tabs, UpdateNote],
  templateUrl: './shell.html',
  styleUrl: './shell.css',
})
export class Shell {
  protected readonly t = inject(Words).t;
  private readonly router = inject(Router);

  constructor() {
    inject(FrameKeys).attend();
    const session = inject(Session);
    effect(() => {
      if (session.expired()) untracked(() => void this.signInAgain());
    });
  }

  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }

  /** A session that ended by itself: back here afterwards. */
  private signInAgain(): Promise<boolean> {
    return this.router.navigate(['/sign-in'], { queryParams: { next: this.router.url } });
  }
}
