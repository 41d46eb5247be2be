const UNTOLD = 20;
const LONGEST = 3600;

/** Whole seconds from 1 to 3,600; 20 where the provider does not say. */
export function retryAfterSeconds(headers: Headers | undefined, now = Date.now()): number {
  const told = [millisecondsOf(headers?.get('retry-after-ms')), secondsOf(headers?.get('retry-after'), now)];
  const seconds = told.find((one) => !Number.isNaN(one)) ?? UNTOLD;
  return Math.min(LONGEST, Math.max(1, Math.ceil(seconds)));
}

function millisecondsOf(header: string | null | undefined): number {
  return header ? Number(header) / 1000 : NaN;
}

function secondsOf(header: string | null | undefined, now: number): number {
  if (!header) return NaN;
  return /^\d+(?:\.\d+)?$/.test(header) ? Number(header) : (Date.parse(header) - now) / 1000;
}
