import { TestBed } from '@angular/core/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Toasts } from '../shell/toasts';
import { Undo } from './undo';

function setUp() {
  const shown: { text: string; action: string; answer: (pressed: boolean) => void }[] = [];
  const dismissed: number[] = [];
  TestBed.configureTestingModule({ providers: [{ provide: Toasts, useValue: {
    offer: (text: string, action: string) => new Promise<boolean>((answer) => { shown.push({ text, action, answer }); }),
    dismiss: () => { dismissed.push(shown.length); },
  } }] });
  return { dismissed, shown, undo: TestBed.inject(Undo) };
}

function press(more: KeyboardEventInit, at: HTMLElement = document.body): KeyboardEvent {
  const event = new KeyboardEvent('keydown', { key: 'z', bubbles: true, cancelable: true, ...more });
  at.dispatchEvent(event);
  return event;
}

/** Null while it is not known. */
async function known(wanted: Promise<boolean>): Promise<boolean | null> {
  return Promise.race([wanted, new Promise<null>((resolve) => { setTimeout(() => { resolve(null); }); })]);
}

afterEach(() => { document.body.replaceChildren(); });

describe('what was done last', () => {
  it('is spoken of, and taken back by the button', async () => {
    const { shown, undo } = setUp();
    const wanted = undo.offer('Moved to trash.');
    expect(shown).toMatchObject([{ text: 'Moved to trash.', action: 'Undo' }]);
    shown[0]?.answer(true);
    expect(await wanted).toBe(true);
  });

  it('stays done when nothing is pressed', async () => {
    const { shown, undo } = setUp();
    const wanted = undo.offer('Moved to trash.');
    shown[0]?.answer(false);
    expect(await wanted).toBe(false);
  });

  it.each([['Ctrl', { ctrlKey: true }], ['Cmd', { metaKey: true }], ['Ctrl and a large', { ctrlKey: true, key: 'Z' }]] as const)('is taken back by %s Z, and no longer spoken of', async (_, keys) => {
    const { dismissed, undo } = setUp();
    const wanted = undo.offer('Moved to trash.');
    expect(press(keys).defaultPrevented).toBe(true);
    expect(await wanted).toBe(true);
    expect(dismissed).toEqual([1]);
  });

  it.each([['Z alone', {}], ['Ctrl Shift Z', { ctrlKey: true, shiftKey: true }], ['Ctrl Y', { ctrlKey: true, key: 'y' }]] as const)('is not taken back by %s', async (_, keys) => {
    const { undo } = setUp();
    const wanted = undo.offer('Moved to trash.');
    expect(press(keys).defaultPrevented).toBe(false);
    expect(await known(wanted)).toBeNull();
  });

  it('leaves Ctrl Z to a field that is written in', async () => {
    const { undo } = setUp();
    const field = document.body.appendChild(document.createElement('textarea'));
    const wanted = undo.offer('Moved to trash.');
    expect(press({ ctrlKey: true }, field).defaultPrevented).toBe(false);
    expect(await known(wanted)).toBeNull();
  });

  it('can no longer be taken back once it is not spoken of', async () => {
    const { shown, undo } = setUp();
    const wanted = undo.offer('Moved to trash.');
    shown[0]?.answer(false);
    await wanted;
    expect(press({ ctrlKey: true }).defaultPrevented).toBe(false);
  });

  it('is what Ctrl Z means, and not what was done before it', async () => {
    const { dismissed, shown, undo } = setUp();
    const first = undo.offer('Moved to trash.');
    const second = undo.offer('3 images moved to trash.');
    shown[0]?.answer(false);
    expect(await first).toBe(false);
    press({ ctrlKey: true });
    expect(await second).toBe(true);
    expect(dismissed).toEqual([2]);
  });
});
