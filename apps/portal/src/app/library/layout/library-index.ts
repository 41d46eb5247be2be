/** What the grid is laid out from: column by column, in the order shown. It needs no image's details. */
export interface LibraryIndex {
  readonly names: readonly string[];
  /** Width / height. */
  readonly aspects: ArrayLike<number>;
  /** Local calendar days as `dayOf` counts them, never rising or never falling. */
  readonly days: ArrayLike<number>;
}

export const EMPTY_INDEX: LibraryIndex = { names: [], aspects: [], days: [] };

const DAY_MS = 86_400_000;

/** Days since 1970 in the calendar of this device. */
export function dayOf(at: Date): number {
  return Math.floor((at.getTime() - at.getTimezoneOffset() * 60_000) / DAY_MS);
}

/** Noon of that day, so that no change of clocks moves it into another. */
export function dateOf(day: number): Date {
  const utc = new Date(day * DAY_MS);
  return new Date(utc.getUTCFullYear(), utc.getUTCMonth(), utc.getUTCDate(), 12);
}

interface Dated {
  readonly filename: string;
  readonly width: number;
  readonly height: number;
  readonly createdAt: string;
}

export function indexOf(images: readonly Dated[]): LibraryIndex {
  return {
    names: images.map((image) => image.filename),
    aspects: images.map((image) => image.width / image.height),
    days: images.map((image) => dayOf(new Date(image.createdAt))),
  };
}
