import { DOCUMENT } from '@angular/common';
import { DestroyRef, inject, Injectable } from '@angular/core';
import { letGoOf } from '../../images/let-go';
import { LibraryStore } from '../../images/library-store';

/** Has the originals beside the one shown ready, and no others: those it had before are let go. */
@Injectable()
export class Preload {
  private readonly library = inject(LibraryStore);
  private readonly document = inject(DOCUMENT);
  private held: readonly HTMLImageElement[] = [];

  constructor() {
    inject(DestroyRef).onDestroy(() => { this.letGo(); });
  }

  these(names: readonly string[]): void {
    this.letGo();
    this.held = names.map((name) => this.library.ref(name)).filter(({ place }) => place === 'library').map(({ url }) => {
      const image = this.document.createElement('img');
      image.decoding = 'async';
      image.src = url;
      return image;
    });
  }

  private letGo(): void {
    for (const image of this.held) if (!image.complete) letGoOf(image);
    this.held = [];
  }
}
