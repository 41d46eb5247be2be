const UNITS = ['B', 'kB', 'MB', 'GB', 'TB'] as const;

/** "2.4 MB": decimal units, one digit after the point where it tells something. */
export function fileSize(bytes: number, locale?: string): string {
  const power = Math.min(UNITS.length - 1, Math.floor(Math.log10(Math.max(1, bytes)) / 3));
  const value = bytes / 1000 ** power;
  const digits = power === 0 || value >= 100 ? 0 : 1;
  return `${new Intl.NumberFormat(locale, { maximumFractionDigits: digits }).format(value)} ${UNITS[power] ?? ''}`;
}
