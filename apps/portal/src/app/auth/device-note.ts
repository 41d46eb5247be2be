import { DOCUMENT } from '@angular/common';
import { Component, inject, signal } from '@angular/core';
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
          <b>{{ count() }} {{ count() === 1 ? 'image' : 'images' }} on this device.</b>
          Once you are in, you can add them to your library.
        </span>
      </p>
    }
  `,
  styles: `.note { margin-top: 24px; }`,
})
export class DeviceNote {
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
