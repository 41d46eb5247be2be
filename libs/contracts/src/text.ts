/** Text as both sides compare it. No imports, so that a browser pays nothing. */

/** Words of a search that count: the first different ones. */
export const SEARCH_WORDS_MAX = 16;

/**
 * What the search collation of Unicode passes over: accents, the points and signs that Hebrew, Arabic and Syriac are mostly
 * written without, nuktas, the tatweel, and characters that nobody sees. Vowel signs of other scripts, the voicing of kana
 * and the breve of й are letters of their words and stay.
 */
const FOLDED_AWAY = /(?<![Ии])\u0306|(?![\u0306\u3099\u309a])(?=\p{M})[\p{sc=Inherited}\p{sc=Hebrew}\p{sc=Arabic}\p{sc=Syriac}\p{sc=Cyrillic}]|[\u093c\u09bc\u0a3c\u0abc\u0b3c\u0c3c\u0cbc\u0640]|[\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** What stands for a letter or sign: letters that have no decomposition, Persian letters for Arabic ones, and the quotes and hyphens that programs put in the place of the typed ones. */
const STANDS_FOR: Readonly<Record<string, string>> = {
  ß: 'ss', ς: 'σ', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ł: 'l', æ: 'ae', œ: 'oe', ґ: 'г', ך: 'כ', ם: 'מ', ן: 'נ', ף: 'פ', ץ: 'צ', ة: 'ه', ى: 'ي', ی: 'ي', ک: 'ك', ٱ: 'ا',
  ൺ: 'ണ്', ൻ: 'ന്', ർ: 'ര്', ൽ: 'ല്', ൾ: 'ള്', ൿ: 'ക്',
  '‘': "'", '’': "'", '‛': "'", ʼ: "'", '׳': "'", '“': '"', '”': '"', '„': '"', '‟': '"', '״': '"',
  '‐': '-', '‒': '-', '–': '-', '—': '-', '―': '-', '−': '-',
};
const REPLACED = new RegExp(`[${Object.keys(STANDS_FOR).join('')}]`, 'gu');
const KATAKANA = /[\u30a1-\u30f6\u30fd\u30fe]/g;
const KATAKANA_TO_HIRAGANA = 0x60;
const DIGIT = /(?![0-9])\p{Nd}/gu;
/** More marks on one letter than any language needs. Normalising sorts them, in time by the square of their number. */
const TOO_MANY_MARKS = /(\p{M}{8})\p{M}+/gu;
/** The last five are blank in every font: Khitan filler, braille pattern, two Egyptian ones, null notehead. */
const VISIBLE = /[^\p{Default_Ignorable_Code_Point}\p{White_Space}\p{Noncharacter_Code_Point}\p{Cc}\p{Cf}\p{Cs}\u{16fe4}\u2800\u{13441}\u{13442}\u{1d159}]/u;

/** The same for all ways of writing a text: case, accents, full-width forms, ligatures, kinds of kana, digits and quotes make no difference, and `ß` is `ss`. */
export function foldText(text: string): string {
  const plain = text.replace(FOLDED_AWAY, '').replace(TOO_MANY_MARKS, '$1').normalize('NFKD').replace(FOLDED_AWAY, '');
  const folded = plain.toUpperCase().toLowerCase().replace(REPLACED, (sign) => STANDS_FOR[sign] ?? sign);
  return folded.replace(KATAKANA, hiraganaOf).replace(DIGIT, decimalOf).normalize('NFC');
}

function hiraganaOf(katakana: string): string {
  return String.fromCharCode(katakana.charCodeAt(0) - KATAKANA_TO_HIRAGANA);
}

/** The digits of a script follow one another, from zero on. */
function decimalOf(digit: string): string {
  const code = digit.codePointAt(0) ?? 0;
  let value = 0;
  while (/\p{Nd}/u.test(String.fromCodePoint(code - value - 1))) value += 1;
  return String(value % 10);
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

/** The first UTF-16 units of a text, without half of a surrogate pair at the end. */
export function clip(text: string, max: number): string {
  return text.slice(0, (text.codePointAt(max - 1) ?? 0) > 0xffff ? max - 1 : max);
}

/** False for a text of spaces, format characters and fillers alone, which nobody can see. */
export function isVisible(text: string): boolean {
  return VISIBLE.test(text);
}

/** Four times TAG_MAX: no character has more code units with its marks apart. */
const TAG_UNITS_MAX = 160;

/** One spelling for one tag: in lower case, composed. A longer text is returned as it is, as composing many marks takes quadratic time. */
export function normalizeTag(text: string): string {
  return text.length > TAG_UNITS_MAX ? text : text.normalize().toLowerCase().normalize();
}
