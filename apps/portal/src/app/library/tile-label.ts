import { PROMPT_SHORT_MAX } from '@vitrine/contracts/limits';

/** As much of a prompt as a label bears, cut between words. */
export function shortPrompt(prompt: string): string {
  const line = prompt.replace(/\s+/g, ' ').trim();
  if (line.length <= PROMPT_SHORT_MAX) return line;
  const cut = line.slice(0, PROMPT_SHORT_MAX);
  const space = cut.lastIndexOf(' ');
  return `${cut.slice(0, space > PROMPT_SHORT_MAX / 2 ? space : PROMPT_SHORT_MAX)}…`;
}

/** "Image 14 of 1,284, 20 November, prompt: a lighthouse at dusk". */
export function tileLabel(at: number, total: number | null, day: Date, prompt: string, locale?: string): string {
  const count = new Intl.NumberFormat(locale);
  const of = total === null ? '' : ` of ${count.format(total)}`;
  const date = `${day.getDate()} ${new Intl.DateTimeFormat(locale, { month: 'long' }).format(day)}`;
  return `Image ${count.format(at + 1)}${of}, ${date}, prompt: ${shortPrompt(prompt)}`;
}
