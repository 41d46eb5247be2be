import { computed, DestroyRef, Directive, ElementRef, inject, input } from '@angular/core';
import { ServerNeed } from './server-need';

/**
 * A button or field that is of no use without the server. While it is away it keeps its place and the focus, is told to be
 * disabled and why, and a press says why in place of doing anything.
 */
@Directive({
  selector: '[appNeedsServer]',
  host: {
    '[attr.aria-disabled]': 'away() !== null || busy() ? true : null',
    '[attr.aria-description]': 'away()',
    '[attr.readonly]': 'field && away() !== null ? "" : null',
    '[class.away]': 'away() !== null',
  },
})
export class NeedsServer {
  /** False for what this device can do alone. */
  readonly needed = input(true, { alias: 'appNeedsServer', transform: (value: boolean | '') => value !== false });
  /** Disabled for another reason, which the element tells itself. */
  readonly busy = input(false);
  private readonly need = inject(ServerNeed);
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  protected readonly field = this.element instanceof HTMLInputElement;
  protected readonly away = computed(() => (this.needed() ? this.need.reason() : null));

  constructor() {
    // In the capture phase, so that it comes before whatever the element's own template listens to.
    const press = (event: Event) => { this.pressed(event); };
    this.element.addEventListener('click', press, { capture: true });
    inject(DestroyRef).onDestroy(() => { this.element.removeEventListener('click', press, { capture: true }); });
  }

  /** Enter in a form presses its button too. */
  private pressed(event: Event): void {
    if (this.field || !this.needed() || this.need.met()) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  }
}
