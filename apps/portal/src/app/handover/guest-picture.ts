import { DestroyRef, Directive, effect, inject, input, signal, untracked } from '@angular/core';
import { GuestImages } from './guest-images';

/** Shows an image of this device's guest, to whoever is asked about it. */
@Directive({ selector: 'img[appGuestPicture]', host: { '[src]': "address() ?? ''", '[style.visibility]': "address() ? null : 'hidden'" } })
export class GuestPicture {
  readonly filename = input.required<string>({ alias: 'appGuestPicture' });
  private readonly guest = inject(GuestImages);
  protected readonly address = signal<string | null>(null);
  private destroyed = false;

  constructor() {
    effect(() => {
      const filename = this.filename();
      untracked(() => void this.show(filename));
    });
    inject(DestroyRef).onDestroy(() => { this.destroyed = true; this.letGo(); });
  }

  private async show(filename: string): Promise<void> {
    const bytes = await this.guest.bytes(filename);
    this.letGo();
    if (bytes !== null && !this.destroyed) this.address.set(URL.createObjectURL(bytes));
  }

  private letGo(): void {
    const address = this.address();
    if (address !== null) URL.revokeObjectURL(address);
    this.address.set(null);
  }
}
