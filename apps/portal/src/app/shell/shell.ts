import { DOCUMENT } from '@angular/common';
import { afterNextRender, Component, computed, effect, type ElementRef, inject, Injector, linkedSignal, signal, untracked, viewChild } from '@angular/core';
import { Router, RouterOutlet } from '@angular/router';
import { Session } from '../auth/session';
import { SignOutNote } from '../auth/sign-out-note';
import { Words } from '../i18n/words';
import { UpdateNote } from '../offline/update-note';
import { ConnectionBanner } from './connection-banner';
import { Dialogs } from './dialogs';
import { FrameKeys } from './frame-keys';
import { LoadingNote } from './loading-note';
import { Rail } from './rail';
import { Tabs } from './tabs';

/** The frame around every page but the ones for signing in. */
@Component({
  selector: 'app-shell',
  imports: [RouterOutlet, ConnectionBanner, LoadingNote, Rail, SignOutNote, Tabs, UpdateNote],
  templateUrl: './shell.html',
  styleUrl: './shell.css',
})
export class Shell {
  protected readonly t = inject(Words).t;
  private readonly router = inject(Router);
  private readonly session = inject(Session);
  private readonly dialogs = inject(Dialogs);
  private readonly document = inject(DOCUMENT);
  private readonly injector = inject(Injector);
  private readonly main = viewChild.required<ElementRef<HTMLElement>>('content');
  /** How often the person changed. A guest who signs in keeps the page. */
  private readonly persons = linkedSignal<string | null, number>({
    source: () => this.session.owner()?.id ?? null,
    computation: (id, before) => (before?.value ?? 0) + (before && before.source !== null && before.source !== id ? 1 : 0),
  });
  /** A page that was built for one person is not shown to the next: it is built again, once it is known for whom. */
  protected readonly shown = computed(() => (this.persons() > 0 && this.session.status() === 'starting' ? [] : [this.persons()]));
  /** For which of them the page that is there was built. */
  protected readonly page = signal<number | null>(null);
  protected readonly isEmpty = computed(() => this.shown().length === 0 || this.page() !== this.persons());

  constructor() {
    inject(FrameKeys).attend();
    effect(() => {
      if (this.session.expired()) untracked(() => void this.signInAgain());
    });
    effect(() => {
      if (this.persons() > 0) untracked(() => void this.leavePage());
    });
  }

  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }

  protected attachPage(person: number): void {
    this.page.set(person);
    // On the first page nothing has had the focus yet.
    const isFirst = !(this.router.currentNavigation() ?? this.router.lastSuccessfulNavigation())?.previousNavigation;
    if (!isFirst) afterNextRender(() => { this.keepFocus(); }, { injector: this.injector });
  }

  /** What had the focus has left the page. */
  private keepFocus(): void {
    if (this.document.activeElement === this.document.body) this.main().nativeElement.focus({ preventScroll: true });
  }

  /** The page's guard is asked again. What the person before searched for is left out of the address. */
  private async leavePage(): Promise<void> {
    const closed = this.dialogs.closeAll();
    const [path = '/'] = this.router.url.split(/[?#]/, 1);
    if (!this.session.expired()) void this.router.navigateByUrl(path, { onSameUrlNavigation: 'reload' });
    await closed;
    this.keepFocus();
  }

  /** A session that ended by itself: back here afterwards. */
  private signInAgain(): Promise<boolean> {
    return this.router.navigate(['/sign-in'], { queryParams: { next: this.router.url } });
  }
}
