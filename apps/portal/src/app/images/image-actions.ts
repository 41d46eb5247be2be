import { Clipboard } from '@angular/cdk/clipboard';
import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';
import { Router } from '@angular/router';
import { Connection } from '../api/connection';
import { kindOf, UNREACHABLE } from '../api/problem';
import { Toasts } from '../shell/toasts';
import { AskToRemove } from './ask-to-remove';
import { downloadNameOf } from './download-name';
import type { LibraryImage } from './library-image';
import { LibraryStore } from './library-store';

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
  private readonly asking = inject(AskToRemove);
  private readonly toasts = inject(Toasts);

  async copyPrompts(images: readonly LibraryImage[]): Promise<void> {
    const copied = this.clipboard.copy(images.map(({ prompt }) => prompt).join('\n\n'));
    await this.toasts.say(copied ? (images.length === 1 ? 'Prompt copied.' : `${images.length} prompts copied.`) : 'This browser does not allow copying.');
  }

  async usePrompt({ prompt }: LibraryImage): Promise<void> {
    await this.router.navigate(['/create'], { queryParams: { prompt } });
  }

  async download(image: LibraryImage): Promise<void> {
    const address = await this.store.sourceOf(image).address(image, 'download');
    if (address === null) return this.toasts.say('We can\'t find that image.');
    const link = this.document.createElement('a');
    link.href = address.url;
    link.download = downloadNameOf(image);
    link.click();
    setTimeout(address.release, DOWNLOAD_BEGINS_MS);
  }

  /** Asks first. True when all of them are gone. */
  async remove(images: readonly LibraryImage[]): Promise<boolean> {
    if (images.length === 0) return false;
    if (images.some(({ place }) => place === 'library') && !this.connection.reachable()) {
      await this.toasts.say('We can\'t reach the server. You can delete this when it is back.');
      return false;
    }
    if (!await this.asking.whether(images)) return false;
    const outcomes = await Promise.allSettled(images.map((image) => this.store.remove(image)));
    const failures = outcomes.filter((outcome) => outcome.status === 'rejected').map(({ reason }) => kindOf(reason));
    await this.toasts.say(outcomeText(images.length, failures));
    return failures.length === 0;
  }
}

function outcomeText(asked: number, failures: readonly (string | null)[]): string {
  const deleted = asked - failures.length;
  if (failures.length === 0) return deleted === 1 ? 'Image deleted.' : `${deleted} images deleted.`;
  const why = failures.includes(UNREACHABLE) ? 'We can\'t reach the server.' : 'That did not work.';
  const kept = failures.length === 1 ? 'The image is still in your library.' : `${failures.length} images are still in your library.`;
  return deleted === 0 ? `${why} ${kept}` : `${why} ${deleted} deleted. ${kept}`;
}
