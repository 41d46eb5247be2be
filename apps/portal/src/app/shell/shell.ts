import { Component, computed, effect, inject, linkedSignal, untracked } from '@angular/core';
import { Router, RouterOutlet } from '@angular/router';
import { Session } from '../auth/session';
import { SignOutNote } from '../auth/sign-out-note';
import { Words } from '../i18n/words';
import { UpdateNote } from '../offline/update-note';
import { ConnectionBanner } from './connection-banner';
import { Dialogs } from './dialogs';
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
  private readonly session = inject(Session);
  private readonly dialogs = inject(Dialogs);
  /** How often the person changed. A guest who signs in keeps the page. */
  private readonly persons = linkedSignal<string | null, number>({
    source: () => this.session.owner()?.id ?? null,
    computation: (id, before) => (before?.value ?? 0) + (before && before.source !== null && before.source !== id ? 1 : 0),
  });
  /** A page that was built for one person is not shown to the next: it is built again, once it is known for whom. */
  protected readonly shown = computed(() => (this.persons() > 0 && this.session.status() === 'starting' ? [] : [this.persons()]));

  constructor() {
    inject(FrameKeys).attend();
    effect(() => {
      if (this.session.expired()) untracked(() => void this.signInAgain());
    });
    effect(() => {
      if (this.persons() > 0) untracked(() => { this.leavePage(); });
    });
  }

  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }

  /** The page's guard is asked again. What the person before searched for is left out of the address. */
  private leavePage(): void {
    this.dialogs.closeAll();
    const [path = '/'] = this.router.url.split(/[?#]/, 1);
    if (!this.session.expired()) void this.router.navigateByUrl(path, { onSameUrlNavigation: 'reload' });
  }

  /** A session that ended by itself: back here afterwards. */
  private signInAgain(): Promise<boolean> {
    return this.router.navigate(['/sign-in'], { queryParams: { next: this.router.url } });
  }
}
