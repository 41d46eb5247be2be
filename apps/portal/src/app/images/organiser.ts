import type { ChangeImage } from '@vitrine/contracts';
import { inject, Injectable } from '@angular/core';
import { kindOf, UNREACHABLE } from '../api/problem';
import { Words } from '../i18n/words';
import { Toasts } from '../shell/toasts';
import { DetailCache } from './detail-cache';
import { LibraryFacets } from './library-facets';
import type { LibraryImage } from './library-image';
import { LibraryStore } from './library-store';
import { OrganiseApi } from './organise-api';

/** Gives images hearts, titles and tags: shown at once, and taken back when the server does not agree. */
@Injectable({ providedIn: 'root' })
export class Organiser {
  private readonly api = inject(OrganiseApi);
  private readonly details = inject(DetailCache);
  private readonly store = inject(LibraryStore);
  private readonly facets = inject(LibraryFacets);
  private readonly toasts = inject(Toasts);
  private readonly words = inject(Words);

  async change(image: LibraryImage, change: ChangeImage): Promise<boolean> {
    this.details.put([{ ...image, ...lacksUndefined(change) }]);
    return this.attempt(async () => { this.details.put([await this.api.change(image.filename, change)]); }, [image]);
  }

  async favorite(names: readonly string[], favorite: boolean): Promise<boolean> {
    const before = this.known(names);
    this.details.put(before.map((image) => ({ ...image, favorite })));
    return this.attempt(() => this.api.favorite(names, favorite), before);
  }

  async tag(names: readonly string[], add: readonly string[], remove: readonly string[] = []): Promise<boolean> {
    const before = this.known(names);
    const done = await this.attempt(() => this.api.tag(names, add, remove), before);
    if (done) this.details.stale(names);
    return done;
  }

  /** Says why when it could not be done. */
  async attempt(work: () => Promise<void>, before: readonly LibraryImage[] = []): Promise<boolean> {
    try {
      await work();
      this.facets.refresh();
      void this.store.load();
      return true;
    } catch (error) {
      const kind = kindOf(error);
      if (kind === null) throw error;
      this.details.put(before);
      await this.toasts.say(this.words.t(kind === UNREACHABLE ? 'away.unchanged' : 'problem.unchanged'));
      return false;
    }
  }

  private known(names: readonly string[]): readonly LibraryImage[] {
    return names.map((name) => this.details.get(name)).filter((image) => image !== undefined);
  }
}

function lacksUndefined(change: ChangeImage): Partial<LibraryImage> {
  return Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
}
