import { Component, inject, Injector } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { Connection } from '../api/connection';
import { Icon } from '../shell/icon';
import { Toasts } from '../shell/toasts';
import { Handover } from './handover';
import { OfferHandover } from './offer-handover';

/** What this browser keeps that is in no library, and what can be done with it. */
@Component({
  selector: 'app-device-images',
  imports: [Icon],
  template: `
    @if (handover.progress(); as progress) {
      <p class="note device" role="status"><app-icon name="laptop" />Adding your images: {{ progress.done }} of {{ progress.total }}.</p>
    } @else if (handover.images().length > 0) {
      <p class="note device">
        <app-icon name="laptop" />
        <span><b>{{ handover.images().length }} {{ handover.images().length === 1 ? 'image' : 'images' }} on this device.</b> Made signed out, and kept in this browser alone.</span>
      </p>
      <p class="row">
        <button type="button" class="btn outline" [disabled]="!connection.reachable()" aria-describedby="handover-why" (click)="offer.ask()">Add to library…</button>
        <button type="button" class="btn outline" (click)="clear()">Delete from this device…</button>
      </p>
      <p id="handover-why" class="muted">@if (!connection.reachable()) { We can't reach the server. You can add them when it is back. }</p>
    } @else {
      <p class="muted">No images are kept in this browser alone.</p>
    }
  `,
  styles: `
    :host { display: grid; gap: 12px; }
    .row { display: flex; flex-wrap: wrap; gap: 8px; }
    #handover-why:empty { display: none; }
  `,
})
export class DeviceImages {
  protected readonly handover = inject(Handover);
  protected readonly offer = inject(OfferHandover);
  protected readonly connection = inject(Connection);
  private readonly injector = inject(Injector);
  private readonly toasts = inject(Toasts);

  constructor() {
    void this.handover.look();
  }

  protected async clear(): Promise<void> {
    const [{ MatDialog }, { ClearDialog }] = await Promise.all([import('@angular/material/dialog'), import('./clear-dialog')]);
    const data = this.handover.images().length;
    const dialog = this.injector.get(MatDialog).open<unknown, number, boolean>(ClearDialog, { role: 'alertdialog', data, autoFocus: '.first', width: '440px' });
    if (await firstValueFrom(dialog.afterClosed()) !== true) return;
    await this.handover.clear();
    await this.toasts.say('Deleted from this device.');
  }
}
