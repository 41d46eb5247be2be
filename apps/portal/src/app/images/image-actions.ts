import { Clipboard } from '@angular/cdk/clipboard';
import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { Connection } from '../api/connection';
import { kindOf, kindOrThrow, UNREACHABLE } from '../api/problem';
import { Toasts } from '../shell/toasts';
import { AskToRemove } from './ask-to-remove';
import { downloadNameOf } from './download-name';
import { LibraryFacets } from './library-facets';
import type { ImageRef, LibraryImage } from './library-image';
import { LibraryStore } from './library-store';
import { Undo } from './undo';

/** A download begins some time after the click; by then it holds what it needs. */
const DOWNLOAD_BEGINS_MS = 10_000;

/** What a person can do with an image, wherever it is shown. */
@Injectable({ providedIn: 'root' })
export class ImageActions {
  private readonly document = inject(DOCUMENT);
  private readonly clipboard = inject(Clipboard);
  private readonly router = inject(Router);
  private readonly connection = inject(Connection);
  private readonly store = inject(LibraryStore);
  private readonly facets = inject(LibraryFacets);
  private readonly asking = inject(AskToRemove);
  private readonly undo = inject(Undo);
  private readonly toasts = inject(Toasts);

  async copyPrompts(images: readonly LibraryImage[]): Promise<void> {
    const copied = this.clipboard.copy(images.map(({ prompt }) => prompt).join('\n\n'));
    await this.toasts.say(copied ? (images.length === 1 ? 'Prompt copied.' : `${images.length} prompts copied.`) : 'This browser does not allow copying.');
  }

  async usePrompt({ prompt }: LibraryImage): Promise<void> {
    await this.router.navigate(['/create'], { queryParams: { prompt } });
  }

  /** Create begins from this image. */
  async vary({ filename }: LibraryImage): Promise<void> {
    await this.router.navigate(['/create'], { queryParams: { of: filename } });
  }

  async download(image: LibraryImage): Promise<void> {
    const address = await this.store.sourceOf(image).address(image, 'download');
    if (address === null) return this.toasts.say('We can\'t find that image.');
    this.save(address.url, downloadNameOf(image));
    setTimeout(address.release, DOWNLOAD_BEGINS_MS);
  }

  /** The browser saves what is at that address. */
  save(url: string, name: string): void {
    const link = this.document.createElement('a');
    link.href = url;
    link.download = name;
    link.click();
  }

  /** Asks first. True when all of them are gone; they can be had back for a while. */
  async remove(images: readonly ImageRef[]): Promise<boolean> {
    if (images.length === 0) return false;
    const onServer = images.some(({ place }) => place === 'library');
    if (onServer && !this.connection.reachable()) {
      await this.toasts.say('We can\'t reach the server. You can delete this when it is back.');
      return false;
    }
    try {
      const days = onServer ? await this.facets.trashDays() : 0;
      if (!await this.asking.whether({ images, days })) return false;
      await this.store.remove(images, days > 0);
      this.facets.refresh();
      void this.told(images, days > 0);
      return true;
    } catch (error) {
      await this.toasts.say(failureText(images.length, kindOrThrow(error)));
      return false;
    }
  }

  private async told(images: readonly ImageRef[], toTrash: boolean): Promise<void> {
    const names = toTrash ? images.filter(({ place }) => place === 'library').map(({ filename }) => filename) : [];
    const many = images.length === 1 ? null : `${new Intl.NumberFormat().format(images.length)} images`;
    if (names.length === 0) return this.toasts.say(`${many ?? 'Image'} deleted.`);
    if (await this.undo.offer(many === null ? 'Moved to trash.' : `${many} moved to trash.`)) await this.takeBack(names);
  }

  private async takeBack(names: readonly string[]): Promise<void> {
    try {
      await this.store.restore(names);
      this.facets.refresh();
      await this.toasts.say(names.length === 1 ? 'Back in your library.' : `${names.length} images are back in your library.`);
    } catch (error) {
      if (kindOf(error) === null) throw error;
      await this.toasts.say('That did not work. You find them in Trash.');
    }
  }
}

function failureText(count: number, kind: string): string {
  const why = kind === UNREACHABLE ? 'We can\'t reach the server.' : 'That did not work.';
  return count === 1 ? `${why} The image is still in your library.` : `${why} What was not deleted is still in your library.`;
}
