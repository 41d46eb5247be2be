import { inject, Injectable } from '@angular/core';
import { Albums } from '../../images/albums';
import { LibraryStore } from '../../images/library-store';
import { Organiser } from '../../images/organiser';
import { AlbumActions } from '../filters/album-actions';
import { LibraryDeeds } from '../library-deeds';
import { Selection } from '../selection';
import type { BulkDeed } from './bulk-bar';

/** What the bar of the selection does. */
@Injectable()
export class BulkDeeds {
  private readonly deeds = inject(LibraryDeeds);
  private readonly selection = inject(Selection);
  private readonly store = inject(LibraryStore);
  private readonly albums = inject(Albums);
  private readonly albumActions = inject(AlbumActions);
  private readonly organiser = inject(Organiser);

  async fulfil(wish: BulkDeed): Promise<void> {
    const names = this.deeds.chosen();
    const ways: Record<BulkDeed, () => unknown> = {
      download: () => this.deeds.download(names),
      copy: () => this.deeds.copy(names),
      favorite: () => this.deeds.favorite(names),
      tag: () => this.deeds.tag(names),
      album: () => this.deeds.addToAlbum(names),
      take: () => this.take(names),
      cover: () => this.cover(names),
      remove: () => this.deeds.remove(names),
      clear: () => { this.selection.clear(); },
    };
    await ways[wish]();
  }

  private async cover([name]: readonly string[]): Promise<void> {
    const { album } = this.store.filter();
    if (album !== null && name !== undefined && await this.albumActions.cover(album, name)) this.selection.clear();
  }

  private async take(names: readonly string[]): Promise<void> {
    const { album } = this.store.filter();
    if (album !== null && await this.organiser.attempt(() => this.albums.take(album, names))) this.selection.clear();
  }
}
