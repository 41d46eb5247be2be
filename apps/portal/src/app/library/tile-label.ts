import { PROMPT_SHORT_MAX } from '@vitrine/contracts/limits';
import { clip } from '@vitrine/contracts/text';
import type { Words } from '../i18n/words';
import type { Place } from '../images/library-image';

/** As much of a prompt as a label bears, cut between words. */
export function shortPrompt(prompt: string): string {
  const line = prompt.replace(/\s+/g, ' ').trim();
  if (line.length <= PROMPT_SHORT_MAX) return line;
  const cut = clip(line, PROMPT_SHORT_MAX);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > PROMPT_SHORT_MAX / 2 ? space : PROMPT_SHORT_MAX)}…`;
}

interface Described {
  readonly prompt: string;
  readonly place: Place;
}

/** "Image 14 of 1,284, 20 November, prompt: a lighthouse at dusk". */
export function tileLabel(at: number, total: number | null, day: Date, image: Described | undefined, words: Words): string {
  const said = { place: words.number(at + 1), day: words.date(day, 'dayOfYear'), prompt: shortPrompt(image?.prompt ?? '') };
  const label = total === null ? words.t('tile.label', said) : words.t('tile.labelOf', { ...said, total: words.number(total) });
  return image?.place === 'device' ? `${label}. ${words.t('image.onlyHere')}` : label;
}
