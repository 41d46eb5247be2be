const DEFAULT_SECONDS = 20;
const MAX_SECONDS = 3600;
/** `Please try again in 1m30.5s.`, `Please retry after 20 seconds.` */
const SENTENCE = /\b(?:try again|retry)\s+(?:in|after)\s+((?:\d{1,6}(?:\.\d{1,6})?\s?[a-z]{1,12}\s?){1,4})/i;
const PART = /(\d{1,6}(?:\.\d{1,6})?)\s?([a-z]+)/gi;
const UNITS: readonly (readonly [RegExp, number])[] = [[/^(?:ms|milli)/i, 0.001], [/^s/i, 1], [/^m/i, 60], [/^h/i, 3600]];

/** Whole seconds from 1 to 3,600, by the headers or else by the sentence; 20 where the provider does not say. */
export function retryAfterSeconds(headers: Headers | undefined, sentence = '', now = Date.now()): number {
  const milliseconds = ['retry-after-ms', 'x-ms-retry-after-ms'].map((name) => millisecondsOf(headers?.get(name)));
  const candidates = [...milliseconds, secondsOf(headers?.get('retry-after'), now), secondsIn(sentence)];
  const seconds = candidates.find((one) => !Number.isNaN(one)) ?? DEFAULT_SECONDS;
  return Math.min(MAX_SECONDS, Math.max(1, Math.ceil(seconds)));
}

function millisecondsOf(header: string | null | undefined): number {
  return header ? Number(header) / 1000 : NaN;
}

function secondsOf(header: string | null | undefined, now: number): number {
  if (!header) return NaN;
  return /^\d+(?:\.\d+)?$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
}

function secondsIn(sentence: string): number {
  const [, time] = SENTENCE.exec(sentence) ?? [];
  const parts = [...(time ?? '').matchAll(PART)].map(([, number, unit = '']) => Number(number) * (UNITS.find(([name]) => name.test(unit))?.[1] ?? NaN));
  return parts.length === 0 ? NaN : parts.filter((part) => !Number.isNaN(part)).reduce((sum, part) => sum + part, 0) || NaN;
}
