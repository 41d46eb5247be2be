import { Clipboard } from '@angular/cdk/clipboard';
import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { kindOf, kindOrThrow, UNREACHABLE } from '../api/problem';
import { ServerNeed } from '../api/server-need';
import { Words } from '../i18n/words';
import { Toasts } from '../shell/toasts';
import { AskToRemove } from './ask-to-remove';
import { needsServer } from './deed-needs';
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
  private readonly need = inject(ServerNeed);
  private readonly store = inject(LibraryStore);
  private readonly facets = inject(LibraryFacets);
  private readonly asking = inject(AskToRemove);
  private readonly undo = inject(Undo);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(Words);

  async copyPrompts(images: readonly LibraryImage[]): Promise<void> {
    const copied = this.clipboard.copy(images.map(({ prompt }) => prompt).join('\n\n'));
    await this.toasts.say(copied ? this.words.n('said.promptsCopied', images.length) : this.words.t('said.noCopying'));
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
    if (address === null) return this.toasts.say(this.words.t('image.missing'));
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

  /** Asks first, and tells `leaving` as soon as they are out of sight. True when all of them are gone; they can be had back for a while. */
  async remove(images: readonly ImageRef[], leaving: () => void = () => undefined): Promise<boolean> {
    if (images.length === 0 || (needsServer('remove', images) && !this.need.met())) return false;
    try {
      const days = await this.daysInTrash(images);
      if (!await this.asking.whether({ images, days })) return false;
      const removed = this.store.remove(images, days > 0);
      leaving();
      await removed;
      this.facets.refresh();
      void this.told(images, days > 0);
      return true;
    } catch (error) {
      await this.toasts.say(this.words.n(whyKept(error), images.length));
      return false;
    }
  }

  /** A device has no trash: what it alone keeps is gone at once. */
  private async daysInTrash(images: readonly ImageRef[]): Promise<number> {
    return needsServer('remove', images) ? this.facets.trashDays() : 0;
  }

  private async told(images: readonly ImageRef[], toTrash: boolean): Promise<void> {
    const names = toTrash ? images.filter(({ place }) => place === 'library').map(({ filename }) => filename) : [];
    if (names.length === 0) return this.toasts.say(this.words.n('said.deleted', images.length));
    if (await this.undo.offer(this.words.n('said.binned', images.length))) await this.takeBack(names);
  }

  private async takeBack(names: readonly string[]): Promise<void> {
    try {
      await this.store.restore(names);
      this.facets.refresh();
      await this.toasts.say(this.words.n('said.restored', names.length));
    } catch (error) {
      if (kindOf(error) === null) throw error;
      await this.toasts.say(this.words.t('said.findInTrash'));
    }
  }
}

function whyKept(error: unknown): 'remove.away' | 'remove.failed' {
  return kindOrThrow(error) === UNREACHABLE ? 'remove.away' : 'remove.failed';
}
