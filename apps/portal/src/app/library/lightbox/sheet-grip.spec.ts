import { Component, signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { restsTall, SheetGrip } from './sheet-grip';

@Component({ imports: [SheetGrip], template: '<button [(appSheetGrip)]="tall" (drawn)="drawn.push($event)">All details</button>' })
class Sheet {
  readonly tall = signal(false);
  readonly drawn: (number | null)[] = [];
}

function aSheet() {
  const fixture = TestBed.createComponent(Sheet);
  TestBed.tick();
  const button = (fixture.nativeElement as HTMLElement).querySelector('button')!;
  const point = (type: string, clientY: number) => button.dispatchEvent(new MouseEvent(type, { clientY, button: 0, detail: 1, bubbles: true }));
  return { sheet: fixture.componentInstance, button, point };
}

beforeAll(() => { HTMLElement.prototype.setPointerCapture = () => undefined; });

describe('the handle of a sheet', () => {
  it.each([[false, -30, true], [false, -10, false], [false, 200, false], [true, 30, false], [true, 10, true], [true, -200, true]])(
    'rests, tall %s and drawn by %d, tall %s', (tall, down, rests) => { expect(restsTall(tall, down)).toBe(rests); },
  );

  it('draws the sheet after a finger, and lets it rest where it was drawn to', () => {
    const { sheet, point } = aSheet();
    point('pointerdown', 500);
    point('pointermove', 440);
    expect(sheet.drawn).toEqual([-60]);
    point('pointerup', 400);
    expect(sheet.drawn).toEqual([-60, null]);
    expect(sheet.tall()).toBe(true);
  });

  it('does not take the sheet back with the click that follows a mouse that drew it', () => {
    const { sheet, point } = aSheet();
    for (const [type, y] of [['pointerdown', 500], ['pointermove', 400], ['pointerup', 400], ['click', 400]] as const) point(type, y);
    expect(sheet.tall()).toBe(true);
  });

  it('goes to the other stop by a press and by a key, also after it was drawn', () => {
    const { sheet, button, point } = aSheet();
    for (const type of ['pointerdown', 'pointerup', 'click']) point(type, 500);
    expect(sheet.tall()).toBe(true);
    for (const [type, y] of [['pointerdown', 200], ['pointermove', 400], ['pointerup', 400]] as const) point(type, y);
    expect(sheet.tall()).toBe(false);
    button.click();
    expect(sheet.tall()).toBe(true);
  });

  it('leaves the sheet where it was when the browser takes the finger away', () => {
    const { sheet, point } = aSheet();
    for (const [type, y] of [['pointerdown', 500], ['pointermove', 300], ['pointercancel', 300]] as const) point(type, y);
    expect(sheet.tall()).toBe(false);
    expect(sheet.drawn.at(-1)).toBeNull();
  });
});
