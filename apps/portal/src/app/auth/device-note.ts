import { DOCUMENT } from '@angular/common';
import { Component, inject, signal } from '@angular/core';
import { Words } from '../i18n/words';
import { LocalImageIndex } from '../images/local-image-index';
import { Icon } from '../shell/icon';

/** Before someone signs in: that this browser keeps images of its own, and what becomes of them. */
@Component({
  selector: 'app-device-note',
  imports: [Icon],
  template: `
    @if (count() > 0) {
      <p class="note device">
        <app-icon name="laptop" />
        <span>
          <b>{{ words.n('device.count', count()) }}</b>
          {{ words.t('device.onceIn') }}
        </span>
      </p>
    }
  `,
  styles: `.note { margin-top: 24px; }`,
})
export class DeviceNote {
  protected readonly words = inject(Words);
  private readonly view = inject(DOCUMENT).defaultView;
  protected readonly count = signal(this.guestImages());

  private guestImages(): number {
    try {
      return this.view ? new LocalImageIndex(this.view.localStorage).list('guest').length : 0;
    } catch {
      return 0; // a browser that lets no page keep anything keeps no images either
    }
  }
}
