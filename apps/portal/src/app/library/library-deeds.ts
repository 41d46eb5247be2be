import { inject, Injectable, Injector } from '@angular/core';
import { BULK_MAX } from '@vitrine/contracts/limits';
import { kindOf } from '../api/problem';
import { ServerNeed } from '../api/server-need';
import { Words } from '../i18n/words';
import { Albums } from '../images/albums';
import { needsServer } from '../images/deed-needs';
import { ImageActions } from '../images/image-actions';
import type { ImageRef, LibraryImage } from '../images/library-image';
import { LibraryStore } from '../images/library-store';
import { OrganiseApi } from '../images/organise-api';
import { Organiser } from '../images/organiser';
import { answerOf } from '../shell/answer-of';
import { Toasts } from '../shell/toasts';
import type { ZipQuestion } from './bulk/zip-dialog';
import type { ImageDeed } from './grid/grid-keys';
import { GridFocus } from './grid-focus';
import { Selection } from './selection';

/** Bytes. A larger zip is not begun without a word. */
const ZIP_ASKED_ABOVE = 200_000_000;

/** What the library does with one image, or with all that are selected. */
@Injectable()
export class LibraryDeeds {
  private readonly store = inject(LibraryStore);
  private readonly actions = inject(ImageActions);
  private readonly organiser = inject(Organiser);
  private readonly organise = inject(OrganiseApi);
  private readonly albums = inject(Albums);
  private readonly selection = inject(Selection);
  private readonly keyboard = inject(GridFocus);
  private readonly need = inject(ServerNeed);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(Words);
  private readonly injector = inject(Injector);

  /** On the selection, or, when nothing is selected, on the image itself. */
  async act(deed: ImageDeed, name: string): Promise<void> {
    const names = this.selection.active() ? this.chosen() : [name];
    const ways: Partial<Record<ImageDeed, () => Promise<void>>> = {
      copy: () => this.copy(names),
      download: () => this.download(names),
      use: () => this.withOne(name, (image) => this.actions.usePrompt(image)),
      vary: () => this.withOne(name, (image) => this.actions.vary(image)),
      favorite: () => this.withOne(name, async (image) => { await this.organiser.change(image, { favorite: !image.favorite }); }),
      // What was kept, or came back because it could not be deleted, has the focus again.
      remove: async () => { if (!await this.remove(names)) this.keyboard.goTo(name); },
    };
    if (!needsServer(deed, names.map((one) => this.store.ref(one))) || this.need.met()) await ways[deed]?.();
  }

  /** Selected, in the order shown; what the filter hides comes last. */
  chosen(): readonly string[] {
    const places = this.store.places();
    return [...this.selection.names()].sort((a, b) => (places.get(a) ?? Infinity) - (places.get(b) ?? Infinity));
  }

  async copy(names: readonly string[]): Promise<void> {
    await this.withAll(names, (images) => this.actions.copyPrompts(images));
  }

  remove(names: readonly string[]): Promise<boolean> {
    return this.actions.remove(names.map((name) => this.store.ref(name)));
  }

  async download(names: readonly string[]): Promise<void> {
    if (names.length > BULK_MAX) return this.toasts.say(this.words.t('bulk.downloadMax', { max: this.words.number(BULK_MAX) }));
    await this.withAll(names, async (images) => {
      const [remote, local] = [images.filter(isRemote), images.filter((image) => !isRemote(image))];
      if (remote.length > 1) await this.archive(remote);
      for (const image of remote.length > 1 ? local : images) await this.actions.download(image);
    });
  }

  async favorite(names: readonly string[]): Promise<void> {
    await this.withAll(names, async (images) => {
      const remote = images.filter(isRemote);
      const favorite = remote.some((image) => !image.favorite);
      if (await this.organiser.favorite(remote.map(({ filename }) => filename), favorite)) {
        await this.toasts.say(this.words.n(favorite ? 'bulk.favored' : 'bulk.unfavored', remote.length));
      }
    });
  }

  async tag(names: readonly string[]): Promise<void> {
    const { TagDialog } = await import('./bulk/tag-dialog');
    const tags = await this.ask<readonly string[]>(TagDialog, names.length);
    if (tags && tags.length > 0 && await this.organiser.tag(names, tags)) await this.toasts.say(this.words.n('bulk.tagged', names.length));
  }

  async addToAlbum(names: readonly string[]): Promise<void> {
    const { AlbumDialog } = await import('./bulk/album-dialog');
    const wanted = await this.ask<{ readonly id: string } | { readonly name: string }>(AlbumDialog, names.length);
    if (!wanted) return;
    await this.organiser.attempt(async () => {
      const { id } = 'id' in wanted ? wanted : await this.albums.create(wanted.name);
      await this.albums.add(id, names);
      await this.toasts.say(this.words.n('bulk.inAlbum', names.length, { album: this.albums.named(id)?.name ?? this.words.t('album.the') }));
    });
  }

  async ask<T>(dialog: new () => unknown, data: unknown): Promise<T | undefined> {
    const { MatDialog } = await import('@angular/material/dialog');
    return answerOf(this.injector.get(MatDialog).open<unknown, unknown, T>(dialog, { data, width: '440px' }));
  }

  private async archive(images: readonly LibraryImage[]): Promise<void> {
    const { fileSize } = await import('./lightbox/file-size');
    const bytes = images.reduce((sum, image) => sum + image.bytes, 0);
    const size = fileSize(bytes, this.words.locale());
    if (bytes > ZIP_ASKED_ABOVE && !await this.isLargeZipMeant({ images: images.length, size })) return;
    const url = await this.organise.archive(images.map(({ filename }) => filename));
    this.actions.save(url, '');
    await this.toasts.say(this.words.t('bulk.downloading', { images: this.words.n('composer.images', images.length), size }));
  }

  private async isLargeZipMeant(question: ZipQuestion): Promise<boolean> {
    const { ZipDialog } = await import('./bulk/zip-dialog');
    return await this.ask<boolean>(ZipDialog, question) === true;
  }

  private withOne(name: string, work: (image: LibraryImage) => Promise<void>): Promise<void> {
    return this.withAll([name], async ([image]) => { if (image) await work(image); });
  }

  private async withAll(names: readonly string[], work: (images: readonly LibraryImage[]) => Promise<void>): Promise<void> {
    try {
      await work(await this.store.all(names));
    } catch (error) {
      if (kindOf(error) === null) throw error;
      await this.toasts.say(this.words.t('problem.inAMoment'));
    }
  }
}

function isRemote({ place }: ImageRef): boolean {
  return place === 'library';
}
