/** Repeated, these are what a pattern may try again and again. */
const PIECES = [
  ' ', '\t', '"', '\\"', ',', ', ', ';', '; ', '=', 'a', 'a,', 'a=b; ', '&', '%', '%41', '-', '/', '://', ':', '::', '@', '(', '[', '{"a":', '0', '9', '0-0,', '*/*,', 'a/b;q=1,', '"a",', 'charset=', '; charset = utf-8 ', '1.1.1.1, ',
  'sk-', 'Bearer ', '\ud800', '\u0000',
];

/** And these, what a reading of words may: marks, characters that become many when they are normalised, parts of words. */
export const PROSE = [' ', 'a', '.', '!', '\u2026', 'mens', 'create an ', 'image of ', '\u0301\u0323', '\uff9e\u0334', '\u3316', '\ufdfa', '\ud83d\ude00'];

/** On this end a pattern fails that goes for the end of a text. */
const END = 'x';

export interface HostileText {
  readonly name: string;
  readonly make: (length: number) => string;
}

/** Texts of any length that begin as `beginning` says. */
export function hostileTexts(beginning = '', pieces: readonly string[] = [...PIECES, ...PROSE]): HostileText[] {
  return pieces.map((piece) => ({
    name: JSON.stringify(`${beginning}${piece}…${END}`),
    make: (length: number) => beginning + piece.repeat(Math.ceil(length / piece.length)) + END,
  }));
}

/** Texts of many parts, each written with its number. */
export function numbered(beginning: string, write: (n: number) => string): (length: number) => string {
  return (length) => {
    const parts = [beginning];
    for (let n = 0, written = 0; written < length; n += 1) {
      const part = write(n);
      parts.push(part);
      written += part.length;
    }
    return parts.join('');
  };
}

/** Of which the whole is hostile, not a piece. */
export const HOSTILE_BODIES: HostileText[] = [
  { name: 'many keys', make: numbered('{', (n) => `"k${String(n)}":0,`) },
  { name: 'many keys that are numbers', make: numbered('{', (n) => `"${String(n * 1024)}":0,`) },
  { name: 'many long keys', make: numbered('{', (n) => `"${'k'.repeat(200)}${String(n)}":0,`) },
  { name: 'many escaped keys', make: numbered('{', (n) => `"\\u006b${String(n)}":"\\ud800",`) },
  { name: 'many objects', make: numbered('[', (n) => `{"a":${String(n)}},`) },
  { name: 'many keys without quotes', make: numbered('{', (n) => `k${String(n)}:0,`) },
  { name: 'a long key', make: (length) => `{"${'k'.repeat(length)}":0}` },
  { name: 'a long escaped key', make: (length) => `{"${'\\u006b'.repeat(length / 6)}":0}` },
  { name: 'a long number', make: (length) => `{"a":-0.${'9'.repeat(length)}e${'9'.repeat(10)}}` },
];
