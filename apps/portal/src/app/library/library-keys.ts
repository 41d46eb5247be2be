import { isFree } from '../shell/shortcuts';

export type LibraryWish = 'search' | 'all' | 'clear' | 'earlier' | 'later' | 'larger' | 'smaller' | 'usual';

const LETTERS: Readonly<Record<string, LibraryWish>> = { '/': 'search', '[': 'earlier', ']': 'later', '+': 'larger', '=': 'larger', '-': 'smaller', '0': 'usual' };

type Pressed = Parameters<typeof isFree>[0];

/** What a key means anywhere on the library's page; null leaves it to the browser. */
export function libraryKey(pressed: Pressed, letters: boolean): LibraryWish | null {
  if (isSelectAll(pressed)) return 'all';
  if (!isFree(pressed)) return null;
  return pressed.key === 'Escape' ? 'clear' : (letters && LETTERS[pressed.key]) || null;
}

/** Ctrl or Cmd and A, where there is no text to select. */
export function isSelectAll({ key, ctrlKey, metaKey, altKey, defaultPrevented, target }: Pressed): boolean {
  return (ctrlKey || metaKey) && key.toLowerCase() === 'a'
    && isFree({ key, ctrlKey: false, metaKey: false, altKey, defaultPrevented, target });
}
