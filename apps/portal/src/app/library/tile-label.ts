import { PROMPT_SHORT_MAX } from '@vitrine/contracts/limits';
import type { Place } from '../images/library-image';

/** As much of a prompt as a label bears, cut between words. */
export function shortPrompt(prompt: string): string {
  const line = prompt.replace(/\s+/g, ' ').trim();
  if (line.length <= PROMPT_SHORT_MAX) return line;
  const cut = line.slice(0, PROMPT_SHORT_MAX);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > PROMPT_SHORT_MAX / 2 ? space : PROMPT_SHORT_MAX)}…`;
}

const numbers = remembered((locale) => new Intl.NumberFormat(locale));
const months = remembered((locale) => new Intl.DateTimeFormat(locale, { month: 'long' }));

interface Described {
  readonly prompt: string;
  readonly place: Place;
}

/** "Image 14 of 1,284, 20 November, prompt: a lighthouse at dusk". */
export function tileLabel(at: number, total: number | null, day: Date, image: Described | undefined, locale?: string): string {
  const count = numbers(locale);
  const of = total === null ? '' : ` of ${count.format(total)}`;
  const date = `${day.getDate()} ${months(locale).format(day)}`;
  const where = image?.place === 'device' ? '. This device only' : '';
  return `Image ${count.format(at + 1)}${of}, ${date}, prompt: ${shortPrompt(image?.prompt ?? '')}${where}`;
}

/** Making a format costs more than using it a hundred times, and every tile has a label. */
function remembered<T>(make: (locale: string | undefined) => T): (locale: string | undefined) => T {
  const made = new Map<string | undefined, T>();
  return (locale) => {
    const format = made.get(locale) ?? make(locale);
    made.set(locale, format);
    return format;
  };
}
