import type { Device, DeviceList } from '@vitrine/contracts';
import { Component, computed, effect, inject, resource, untracked } from '@angular/core';
import { ApiClient } from '../api/api-client';
import { Connection } from '../api/connection';
import { NeedsServer } from '../api/needs-server';
import { kindOf } from '../api/problem';
import { Session } from '../auth/session';
import { Words } from '../i18n/words';
import { Toasts } from '../shell/toasts';
import { deviceName } from './device-name';

/** Where one is signed in, and a way to end it elsewhere. */
@Component({
  selector: 'app-devices',
  imports: [NeedsServer],
  template: `
    @if (list.isLoading() && !list.hasValue()) {
      <p class="muted" role="status">{{ words.t('sessions.loading') }}</p>
    } @else if (list.hasValue()) {
      <ul>
        @for (device of list.value(); track device.id) {
          <li>
            <div>
              <b>{{ name(device) }}</b>
              <span class="muted">
                @if (device.current) { {{ words.t('sessions.this') }} } @else { {{ words.t('sessions.seen', { time: words.date(device.lastSeenAt, 'moment') }) }} }
              </span>
            </div>
            @if (!device.current) {
              <button type="button" class="btn small outline" appNeedsServer [attr.aria-label]="words.t('sessions.signOutOf', { device: name(device) })" (click)="end([device])">{{ words.t('shell.signOut') }}</button>
            }
          </li>
        }
      </ul>
      @if (others().length > 1) {
        <button type="button" class="btn outline all" appNeedsServer (click)="end(others())">{{ words.t('sessions.others') }}</button>
      }
    } @else {
      <p class="muted">{{ words.t('sessions.failed') }} <button type="button" class="btn small outline" appNeedsServer (click)="list.reload()">{{ words.t('tryAgain') }}</button></p>
    }
  `,
  styles: `
    ul { margin: 0; padding: 0; list-style: none; }
    li {
      display: flex;
      align-items: center;
      gap: 12px;
      padding: 10px 0;
      border-top: 1px solid var(--mat-sys-outline-variant);
    }
    li .btn { margin-left: auto; }
    b { display: block; font-weight: 550; overflow-wrap: anywhere; }
    .muted { font-size: 13px; }
    .all { margin-top: 8px; }
  `,
})
export class Devices {
  protected readonly words = inject(Words);
  private readonly api = inject(ApiClient);
  private readonly toasts = inject(Toasts);
  protected readonly list = resource({
    loader: async () => (await this.api.get<DeviceList>('/api/auth/sessions')).sessions,
  });
  protected readonly others = computed(() => (this.list.hasValue() ? this.list.value().filter(({ current }) => !current) : []));

  constructor() {
    const [session, connection] = [inject(Session), inject(Connection)];
    effect(() => {
      const answers = session.status() === 'signed-in' && connection.reachable();
      if (answers && untracked(this.list.error)) this.list.reload();
    });
  }

  protected name({ device }: Device): string {
    return deviceName(device, this.words);
  }

  protected async end(devices: readonly Device[]): Promise<void> {
    try {
      for (const { id } of devices) await this.endOne(id);
      await this.toasts.say(this.words.t(devices.length === 1 ? 'sessions.outThere' : 'sessions.outElsewhere'));
    } catch (error) {
      if (kindOf(error) === null) throw error;
      await this.toasts.say(this.words.t('problem.tryAgain'));
    }
    this.list.reload();
  }

  /** One that ended in between keeps none of the others. */
  private async endOne(id: string): Promise<void> {
    try {
      await this.api.delete(`/api/auth/sessions/${id}`);
    } catch (error) {
      if (kindOf(error) !== 'not-found') throw error;
    }
  }
}
