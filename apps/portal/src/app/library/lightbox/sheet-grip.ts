import { Directive, ElementRef, inject, model, output } from '@angular/core';

/** So far a finger draws the sheet before it leaves its stop. */
const LEAVES_PX = 24;
/** Less is a press. */
const STILL_PX = 6;

/** Where a sheet with two stops comes to rest after it was drawn down by so much. */
export function restsTall(tall: boolean, down: number): boolean {
  return Math.abs(down) < LEAVES_PX ? tall : down < 0;
}

/** The handle of a sheet: a finger draws the sheet after it, and a press, also by a key, takes it to its other stop. */
@Directive({
  selector: 'button[appSheetGrip]',
  host: {
    '[attr.aria-expanded]': 'tall()',
    '(pointerdown)': 'grab($event)', '(pointermove)': 'draw($event)', '(pointerup)': 'letGo($event)', '(pointercancel)': 'cancel()', '(click)': 'press($event)',
  },
})
export class SheetGrip {
  readonly tall = model.required<boolean>({ alias: 'appSheetGrip' });
  /** How much lower the sheet is drawn now than where it stood; null when nobody has it. */
  readonly drawn = output<number | null>();
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private from: number | null = null;
  private moved = false;

  protected grab(event: PointerEvent): void {
    if (event.button !== 0) return;
    this.from = event.clientY;
    this.moved = false;
    this.element.setPointerCapture(event.pointerId);
  }

  protected draw({ clientY }: PointerEvent): void {
    if (this.from === null) return;
    this.moved ||= Math.abs(clientY - this.from) > STILL_PX;
    if (this.moved) this.drawn.emit(clientY - this.from);
  }

  protected letGo({ clientY }: PointerEvent): void {
    if (this.from !== null && this.moved) this.tall.set(restsTall(this.tall(), clientY - this.from));
    this.cancel();
  }

  protected cancel(): void {
    this.from = null;
    this.drawn.emit(null);
  }

  /** A mouse that has drawn the sheet clicks too when it lets go; a key never draws. */
  protected press({ detail }: MouseEvent): void {
    if (detail === 0 || !this.moved) this.tall.set(!this.tall());
  }
}
