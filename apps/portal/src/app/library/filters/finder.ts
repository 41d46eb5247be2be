import { inject, Injectable } from '@angular/core';
import { toSignal } from '@angular/core/rxjs-interop';
import { ActivatedRoute, Router } from '@angular/router';
import { effect } from '@angular/core';
import { map } from 'rxjs';
import { EVERYTHING, type LibraryFilter, filterOf, narrows, paramsOf } from '../../images/library-filter';
import { LibraryStore } from '../../images/library-store';

/** The filter of the library is in the address: it can be linked to, and Back takes it back. */
@Injectable()
export class Finder {
  private readonly router = inject(Router);
  private readonly store = inject(LibraryStore);
  private readonly asked = toSignal(inject(ActivatedRoute).queryParams.pipe(map(filterOf)), { initialValue: EVERYTHING });
  readonly filter = this.store.filter;

  constructor() {
    effect(() => {
      const asked = this.asked();
      if (JSON.stringify(asked) !== JSON.stringify(this.store.filter())) this.store.filter.set(asked);
    });
  }

  narrowed(): boolean {
    return narrows(this.filter());
  }

  /** `typing`: each letter is no step of its own to go back to. */
  async change(change: Partial<LibraryFilter>, typing = false): Promise<void> {
    await this.router.navigate(['/library'], { queryParams: paramsOf({ ...this.filter(), ...change }), replaceUrl: typing });
  }

  async clear(): Promise<void> {
    await this.change({ ...EVERYTHING, order: this.filter().order });
  }
}
