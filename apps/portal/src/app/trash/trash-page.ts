import { Component, computed, inject } from '@angular/core';
import { NeedsServer } from '../api/needs-server';
import { kindOf } from '../api/problem';
import { ServerNeed } from '../api/server-need';
import { Words } from '../i18n/words';
import { AskToRemove } from '../images/ask-to-remove';
import { entryOf } from '../images/columns';
import { LibraryFacets } from '../images/library-facets';
import { refOf } from '../images/library-image';
import type { ImageDeed } from '../library/grid/grid-keys';
import { LibraryGrid } from '../library/grid/library-grid';
import type { TileDeed } from '../library/grid/tile-deed';
import { GridFocus } from '../library/grid-focus';
import { isSelectAll } from '../library/library-keys';
import { indexOf } from '../library/layout/library-index';
import { fileSize } from '../library/lightbox/file-size';
import { Selection } from '../library/selection';
import { ViewSettings } from '../library/view-settings';
import { followLibrary } from '../live/follow-library';
import { BottomBar } from '../shell/bottom-bar';
import { Icon } from '../shell/icon';
import { isFree } from '../shell/shortcuts';
import { Toasts } from '../shell/toasts';
import { daysLeft } from './days-left';
import { TrashStore } from './trash-store';

/** What was deleted and can still be had back. */
@Component({
  selector: 'app-trash-page',
  imports: [BottomBar, Icon, LibraryGrid, NeedsServer],
  providers: [GridFocus, Selection, TrashStore, ViewSettings],
  templateUrl: './trash-page.html',
  styleUrls: ['../library/library-page.css', './trash-page.css'],
  host: { '(document:keydown)': 'typed($event)' },
})
export class TrashPage {
  protected readonly words = inject(Words);
  protected readonly trash = inject(TrashStore);
  protected readonly selection = inject(Selection);
  private readonly asking = inject(AskToRemove);
  private readonly need = inject(ServerNeed);
  private readonly toasts = inject(Toasts);
  private readonly keyboard = inject(GridFocus);

  protected readonly deeds = computed((): readonly TileDeed[] => [
    { deed: 'restore', icon: 'archive-restore', label: this.words.t('restore'), key: '' },
    { deed: 'remove', icon: 'trash-2', label: this.words.t('remove.forGood.go'), key: ` (${this.words.t('keys.library.trash.cap')})` },
  ]);
  protected readonly index = computed(() => {
    const entries = this.trash.images().map(entryOf);
    return indexOf({ names: entries.map(({ name }) => name), times: entries.map(({ time }) => time), aspects: entries.map(({ aspect }) => aspect) });
  });
  protected readonly size = computed(() => fileSize(this.trash.bytes(), this.words.locale()));
  protected readonly detail = (name: string) => this.trash.image(name);
  protected readonly ref = (name: string) => this.trash.image(name) ?? refOf(name);
  protected readonly note = (name: string) => {
    const deletedAt = this.trash.image(name)?.deletedAt;
    return deletedAt ? daysLeft(deletedAt, this.trash.days(), new Date(), this.words) : null;
  };

  constructor() {
    inject(LibraryFacets).refresh();
    followLibrary();
  }

  protected act(deed: ImageDeed, name: string): Promise<void> {
    const names = this.selection.active() ? [...this.selection.names()] : [name];
    if (!this.need.met()) return Promise.resolve();
    if (deed === 'restore') return this.restore(names);
    return deed === 'remove' ? this.purge(names, name) : Promise.resolve();
  }

  protected chosen(): readonly string[] {
    return [...this.selection.names()];
  }

  protected async restore(names: readonly string[]): Promise<void> {
    if (!await this.attempt(() => this.trash.restore(names))) return;
    this.selection.clear();
    await this.toasts.say(this.words.n('said.restored', names.length));
  }

  protected async purge(names: readonly string[], focused?: string): Promise<void> {
    if (await this.asking.whether({ images: names.map(this.ref), days: 0, fromTrash: true })) {
      if (!await this.attempt(() => this.trash.purge(names))) return;
      this.selection.clear();
      await this.toasts.say(this.words.n('said.deleted', names.length));
    } else if (focused !== undefined) this.keyboard.goTo(focused);
  }

  protected async empty(): Promise<void> {
    const question = { images: this.trash.images(), count: this.trash.total() ?? 0, days: 0, fromTrash: true };
    if (await this.asking.whether(question) && await this.attempt(() => this.trash.empty())) {
      this.selection.clear();
      await this.toasts.say(this.words.t('trash.empty'));
    }
  }

  protected typed(event: KeyboardEvent): void {
    if (isSelectAll(event)) this.selection.toggleAll(this.index().names);
    else if (event.key === 'Escape' && isFree(event) && this.selection.active()) this.selection.clear();
    else return;
    event.preventDefault();
  }

  private async attempt(work: () => Promise<void>): Promise<boolean> {
    try {
      await work();
      return true;
    } catch (error) {
      if (kindOf(error) === null) throw error;
      await this.toasts.say(this.words.t('problem.inAMoment'));
      return false;
    }
  }
}
