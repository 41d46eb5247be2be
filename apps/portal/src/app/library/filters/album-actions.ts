import { inject, Injectable, Injector } from '@angular/core';
import { Words } from '../../i18n/words';
import { Albums } from '../../images/albums';
import { Organiser } from '../../images/organiser';
import { answerOf } from '../../shell/answer-of';
import { Toasts } from '../../shell/toasts';

/** Beginning, renaming and ending an album, and what stands for it. Its dialog is fetched when it is first wanted. */
@Injectable({ providedIn: 'root' })
export class AlbumActions {
  private readonly albums = inject(Albums);
  private readonly organiser = inject(Organiser);
  private readonly toasts = inject(Toasts);
  private readonly injector = inject(Injector);
  private readonly words = inject(Words);

  /** The id of the new album, or null when there is none. */
  async create(): Promise<string | null> {
    const name = await this.ask({ title: this.words.t('album.new'), name: '', go: this.words.t('album.create') });
    if (name === null) return null;
    let id: string | null = null;
    await this.organiser.attempt(async () => { ({ id } = await this.albums.create(name)); });
    return id;
  }

  async rename(id: string): Promise<void> {
    const name = await this.ask({ title: this.words.t('album.renameAsk'), name: this.albums.named(id)?.name ?? '', go: this.words.t('rename') });
    if (name !== null) await this.organiser.attempt(() => this.albums.rename(id, name));
  }

  /** One of its images is to stand for it. */
  async cover(id: string, filename: string): Promise<boolean> {
    const done = await this.organiser.attempt(() => this.albums.cover(id, filename));
    if (done) await this.toasts.say(this.words.t('albums.covered', { name: this.albums.named(id)?.name ?? '' }));
    return done;
  }

  /** Asks first. True when it is gone. */
  async remove(id: string): Promise<boolean> {
    const sure = await this.ask({ title: this.words.t('album.deleteAsk', { name: this.albums.named(id)?.name ?? '' }), name: null, go: this.words.t('album.deleteGo') });
    return sure !== null && this.organiser.attempt(() => this.albums.remove(id));
  }

  private async ask(question: { readonly title: string; readonly name: string | null; readonly go: string }): Promise<string | null> {
    const [{ MatDialog }, { AlbumNameDialog }] = await Promise.all([import('@angular/material/dialog'), import('./album-name-dialog')]);
    const dialog = this.injector.get(MatDialog).open<unknown, unknown, string>(AlbumNameDialog, { data: question, width: '440px', autoFocus: '.first' });
    return await answerOf(dialog) ?? null;
  }
}
