import { Component, inject, Injector } from '@angular/core';
import { Connection } from '../api/connection';
import { NeedsServer } from '../api/needs-server';
import { Words } from '../i18n/words';
import { answerOf } from '../shell/answer-of';
import { Icon } from '../shell/icon';
import { Toasts } from '../shell/toasts';
import { Handover } from './handover';
import { OfferHandover } from './offer-handover';

/** What this browser keeps that is in no library, and what can be done with it. */
@Component({
  selector: 'app-device-images',
  imports: [Icon, NeedsServer],
  template: `
    @if (handover.progress(); as progress) {
      <p class="note device" role="status"><app-icon name="laptop" />{{ words.t('handover.adding', { done: progress.done, total: progress.total }) }}</p>
    } @else if (handover.images().length > 0) {
      <p class="note device">
        <app-icon name="laptop" />
        <span><b>{{ words.n('device.count', handover.images().length) }}</b> {{ words.t('device.madeSignedOut') }}</span>
      </p>
      <p class="row">
        <button type="button" class="btn outline" appNeedsServer aria-describedby="handover-why" (click)="offer.ask()">{{ words.t('device.add') }}</button>
        <button type="button" class="btn outline" (click)="clear()">{{ words.t('device.clear') }}</button>
      </p>
      <p id="handover-why" class="muted">@if (!connection.reachable()) { {{ words.t('device.whenBack') }} }</p>
    } @else {
      <p class="muted">{{ words.t('device.none') }}</p>
    }
  `,
  styles: `
    :host { display: grid; gap: 12px; }
    .row { display: flex; flex-wrap: wrap; gap: 8px; }
    #handover-why:empty { display: none; }
  `,
})
export class DeviceImages {
  protected readonly words = inject(Words);
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
    if (await answerOf(dialog) !== true) return;
    await this.handover.clear();
    await this.toasts.say(this.words.t('clear.done'));
  }
}
