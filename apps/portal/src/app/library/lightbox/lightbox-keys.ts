export type LightboxWish =
  | 'close' | 'previous' | 'next' | 'first' | 'last' | 'details' | 'copy' | 'use' | 'download' | 'remove' | 'vary' | 'favorite' | 'cover' | 'zoom' | 'zoom-in' | 'zoom-out' | 'fit';

const WISHES: Readonly<Record<string, LightboxWish>> = {
  Escape: 'close', ArrowLeft: 'previous', ArrowRight: 'next', Home: 'first', End: 'last',
  Delete: 'remove', Backspace: 'remove', ' ': 'zoom', '+': 'zoom-in', '=': 'zoom-in', '-': 'zoom-out', '0': 'fit',
};
const LETTERS: Readonly<Record<string, LightboxWish>> = { i: 'details', c: 'copy', r: 'use', v: 'vary', d: 'download' };

interface Pressed {
  readonly key: string;
  readonly ctrlKey: boolean;
  readonly metaKey: boolean;
  readonly altKey: boolean;
  readonly target: EventTarget | null;
}

/** What a key means while an image is open; null leaves it to the browser. A button keeps its Space. */
export function lightboxKey(pressed: Pressed, letters = true): LightboxWish | null {
  if (isChord(pressed) || isPressOfButton(pressed)) return null;
  const key = pressed.key.length === 1 ? pressed.key.toLowerCase() : pressed.key;
  return (letters ? { ...WISHES, ...LETTERS } : WISHES)[key] ?? null;
}

function isChord({ ctrlKey, metaKey, altKey }: Pressed): boolean {
  return ctrlKey || metaKey || altKey;
}

function isPressOfButton({ key, target }: Pressed): boolean {
  return key === ' ' && target instanceof HTMLElement && target.closest('button, a') !== null;
}

/** The places shown around one of them: `most` of them if there are so many, the one in the middle where the ends allow. */
export function around(place: number, count: number, most: number): { readonly from: number; readonly to: number } {
  const from = Math.max(0, Math.min(place - Math.floor(most / 2), count - most));
  return { from, to: Math.min(count, from + most) };
}
