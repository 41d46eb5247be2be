/** What a saved image is called. No imports, as the portal names the images of its device by it, too. */

/** Read of a text; the rest would not fit anyway, and normalising takes time by the square of a run of marks. */
const TEXT_MAX = 1000;
const GRAPHEMES_MAX = 60;
/** With the day, a number and the extension it fits into 143 bytes, which is what the strictest file systems take. */
const BYTES_MAX = 112;

/** Controls, marks of direction, fillers and others that are not seen; but those that join letters and emoji. */
const INVISIBLE = /(?!\p{Join_Control}|\ufe0f)[\p{Cc}\p{Cf}\p{Default_Ignorable_Code_Point}]/gu;
/** Everything else parts words: signs that Windows or macOS forbid, dots, blanks. */
const WORDS = /[\p{L}\p{N}\p{M}\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\p{Join_Control}]+/gu;
/** A joiner or mark needs something that it joins or stands on. */
const LOOSE = /^[\p{M}\p{Join_Control}]+|(?<!\p{Join_Control})\p{Join_Control}+$/gu;

const graphemes = new Intl.Segmenter('und', { granularity: 'grapheme' });

/**
 * `2026-11-22_lighthouse-at-dusk.png`: a name that every file system takes, in NFC. It keeps the letters and digits of
 * every script, and emoji; `day` is in front, so that no name is one that Windows reserves.
 */
export function imageFileName(text: string, day: string, extension: string): string {
  const words = text.slice(0, TEXT_MAX).replace(INVISIBLE, '').normalize('NFC').toLowerCase().normalize('NFC').match(WORDS) ?? [];
  const whole = words.map((word) => word.replace(LOOSE, '')).filter((word) => word !== '').join('-');
  return `${day}_${cut(whole).replace(/-$/, '') || 'image'}.${extension}`;
}

/** The same for two names that a file system which ignores case takes for one. */
export function foldedName(name: string): string {
  return name.toUpperCase().toLowerCase().normalize('NFC');
}

/** As many whole graphemes as fit. */
function cut(name: string): string {
  let [end, bytes, count] = [0, 0, 0];
  for (const { segment } of graphemes.segment(name)) {
    bytes += utf8Bytes(segment);
    count += 1;
    if (bytes > BYTES_MAX || count > GRAPHEMES_MAX) break;
    end += segment.length;
  }
  return name.slice(0, end);
}

function utf8Bytes(text: string): number {
  let bytes = 0;
  for (const character of text) {
    const code = character.codePointAt(0) ?? 0;
    bytes += code < 0x80 ? 1 : code < 0x800 ? 2 : code < 0x1_0000 ? 3 : 4;
  }
  return bytes;
}
