import { inject, Injectable, Injector } from '@angular/core';
import { Connection } from '../api/connection';
import { Handover } from './handover';
import { TellResult } from './tell-result';

/** Puts the question about this device's images, or goes on with what was answered before. */
@Injectable({ providedIn: 'root' })
export class OfferHandover {
  private readonly injector = inject(Injector);
  private readonly handover = inject(Handover);
  private readonly connection = inject(Connection);
  private readonly result = inject(TellResult);

  /** Somebody came in just now. */
  async greet(): Promise<void> {
    if (await this.resume()) return;
    await this.handover.look();
    if (this.handover.images().length > 0) await this.ask();
  }

  async ask(): Promise<void> {
    const [{ MatDialog }, { HandoverDialog }] = await Promise.all([import('@angular/material/dialog'), import('./handover-dialog')]);
    await this.handover.look();
    this.injector.get(MatDialog).open(HandoverDialog, { width: '520px', maxWidth: 'calc(100vw - 32px)', autoFocus: '.first' });
  }

  /** False: nothing was left to do. */
  async resume(): Promise<boolean> {
    await this.connection.back();
    const pending = await this.handover.pending();
    if (pending.length === 0) return false;
    const result = await this.handover.add(pending);
    if (result) await this.result.tell(result);
    return true;
  }
}
