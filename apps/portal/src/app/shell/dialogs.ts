import { inject, Injectable, Injector } from '@angular/core';
import { firstValueFrom } from 'rxjs';

/** All dialogs that are open. The part that draws them is fetched when it is first needed. */
@Injectable({ providedIn: 'root' })
export class Dialogs {
  private readonly injector = inject(Injector);

  /** Resolves when all of them have left the page. */
  async closeAll(): Promise<void> {
    const material = await import('@angular/material/dialog').catch(() => null);
    if (material === null) return; // not fetched: none is open
    const dialogs = this.injector.get(material.MatDialog);
    dialogs.closeAll();
    await firstValueFrom(dialogs.afterAllClosed);
  }
}
