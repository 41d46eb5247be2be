import { inject, Injectable, Injector } from '@angular/core';

/** All dialogs that are open. The part that draws them is fetched when it is first needed. */
@Injectable({ providedIn: 'root' })
export class Dialogs {
  private readonly injector = inject(Injector);

  closeAll(): void {
    void import('@angular/material/dialog').then(
      ({ MatDialog }) => { this.injector.get(MatDialog).closeAll(); },
      () => undefined, // not fetched: none is open
    );
  }
}
