/** Text as both sides compare it. No imports, so that a browser pays nothing. */

/** Words of a search that count: the first different ones. */
export const SEARCH_WORDS_MAX = 16;

/** Accents and other marks that are put on a letter, variation selectors, and characters that only control the layout. Vowel signs of other scripts are letters of their words and stay. */
const FOLDED_AWAY = /[\u0300-\u036f]|[\u1ab0-\u1aff]|[\u1dc0-\u1dff]|[\u20d0-\u20ff]|[\ufe00-\ufe0f]|[\ufe20-\ufe2f]|[\u{e0100}-\u{e01ef}]|\p{Cf}/gu;
/** More marks on one letter than any language needs. Normalising sorts them, in time by the square of their number. */
const TOO_MANY_MARKS = /(\p{M}{8})\p{M}+/gu;
/** The last five are blank in every font: Khitan filler, braille pattern, two Egyptian ones, null notehead. */
const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Noncharacter_Code_Point}\p{Cc}\p{Cf}\p{Cs}\u{16fe4}\u2800\u{13441}\u{13442}\u{1d159}]/u;

/** The same for all ways of writing a text: case, accents, full-width forms and ligatures make no difference, and `ß` is `ss`. */
export function foldText(text: string): string {
  const plain = text.replace(FOLDED_AWAY, '').replace(TOO_MANY_MARKS, '$1').normalize('NFKD').replace(FOLDED_AWAY, '');
  return plain.toLowerCase().replaceAll('ß', 'ss').replaceAll('ς', 'σ').normalize('NFC');
}

/** The folded words of a search, each once, without those that are part of another; empty when nothing of it can be searched for. */
export function searchWords(query: string): string[] {
  const words = [...new Set(foldText(query).split(/\s+/u))].filter((word) => word !== '').slice(0, SEARCH_WORDS_MAX);
  return words.filter((word) => !words.some((other) => other !== word && other.includes(word)));
}

/** Whether every word is a part of the text, which is folded. */
export function hasWords(foldedText: string, words: readonly string[]): boolean {
  return words.every((word) => foldedText.includes(word));
}

/** False for a text of spaces, format characters and fillers alone, which nobody can see. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}
