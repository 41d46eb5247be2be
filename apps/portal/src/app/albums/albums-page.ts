import { afterNextRender, Component, DestroyRef, effect, ElementRef, inject, Injector, signal, untracked, viewChild, viewChildren } from '@angular/core';
import { Connection } from '../api/connection';
import { NeedsServer } from '../api/needs-server';
import { Session } from '../auth/session';
import { Words } from '../i18n/words';
import { Albums } from '../images/albums';
import { LibraryFacets } from '../images/library-facets';
import { LibraryStore } from '../images/library-store';
import { AlbumActions } from '../library/filters/album-actions';
import { followLibrary } from '../live/follow-library';
import { Icon } from '../shell/icon';
import { AlbumCard } from './album-card';

/** Placeholders appear only when loading takes long enough to be noticed. */
const PATIENCE_MS = 150;
const SKELETON = Array.from({ length: 6 }, (_, at) => at);

/** All albums, each by its cover. An album is opened as what its filter leaves of the library. */
@Component({
  selector: 'app-albums-page',
  imports: [AlbumCard, Icon, NeedsServer],
  templateUrl: './albums-page.html',
  styleUrl: './albums-page.css',
})
export class AlbumsPage {
  protected readonly t = inject(Words).t;
  protected readonly n = inject(Words).n;
  protected readonly albums = inject(Albums);
  protected readonly actions = inject(AlbumActions);
  protected readonly skeleton = SKELETON;
  protected readonly patient = signal(true);
  private readonly library = inject(LibraryStore);
  private readonly connection = inject(Connection);
  private readonly session = inject(Session);
  private readonly injector = inject(Injector);
  private readonly cards = viewChildren(AlbumCard);
  private readonly add = viewChild<ElementRef<HTMLElement>>('add');

  constructor() {
    inject(LibraryFacets).refresh();
    followLibrary();
    effect(() => {
      // What comes, goes or comes back changes counts and covers.
      this.library.everything();
      this.library.removed();
      this.session.status();
      this.connection.reachable();
      untracked(() => void this.albums.load());
    });
    const timer = setTimeout(() => { this.patient.set(false); }, PATIENCE_MS);
    inject(DestroyRef).onDestroy(() => { clearTimeout(timer); });
  }

  protected async create(): Promise<void> {
    const id = await this.actions.create();
    if (id !== null) this.later(() => { this.cards().find((card) => card.album().id === id)?.focus(); });
  }

  /** The focus goes on to the next one, as it does when an image is deleted. */
  protected async remove(id: string): Promise<void> {
    const place = this.albums.list().findIndex((album) => album.id === id);
    if (await this.actions.remove(id)) this.later(() => { (this.cards()[place] ?? this.cards().at(-1) ?? this.add()?.nativeElement)?.focus(); });
  }

  private later(work: () => void): void {
    afterNextRender(work, { injector: this.injector });
  }
}
