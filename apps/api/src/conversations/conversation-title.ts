import { isVisible } from '@vitrine/contracts';
import { subjectOf } from '../images/prompt-subject';

const TITLE_LENGTH = 60;
/** As far as the last character that is neither a space nor punctuation between words. */
const UP_TO_A_WORD = /^.*[^\s,;:–—-]/s;

/** "Create an image of a lighthouse at dusk" begins a thread called "A lighthouse at dusk". */
export function titleOf(prompt: string): string {
  const words = subjectOf(prompt).replace(/[\p{Cc}\s]+/gu, ' ').trim();
  const beginning = shortened(words);
  const title = isVisible(beginning) ? beginning : 'Untitled';
  const [first = ''] = title;
  return first.toLocaleUpperCase('en') + title.slice(first.length);
}

/** Ends where a word ends; a single endless word ends where there is no more room. */
function shortened(words: string): string {
  const characters = [...words];
  if (characters.length <= TITLE_LENGTH) return words;
  const room = characters.slice(0, TITLE_LENGTH + 1).join('');
  const end = room.lastIndexOf(' ');
  return end > 0 ? (UP_TO_A_WORD.exec(room.slice(0, end))?.[0] ?? '') : characters.slice(0, TITLE_LENGTH).join('');
}
