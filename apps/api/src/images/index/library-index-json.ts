import type { LibraryIndex } from '@vitrine/contracts';
import type { IndexedRow } from '../search/library.repository';

type Column = Exclude<keyof LibraryIndex, 'version' | 'complete' | 'favorites'>;

const COLUMNS: Readonly<Record<Column, (row: IndexedRow) => string | number>> = {
  names: (row) => row.filename,
  times: (row) => toSeconds(row.created_at),
  widths: (row) => row.width,
  heights: (row) => row.height,
};

/** A `LibraryIndex` as JSON, written while its rows come: as one value, it would be turned into text in one go, and everybody would wait. */
export class LibraryIndexJson {
  private readonly favorites: number[] = [];
  private readonly columns = Object.entries(COLUMNS).map(([name, valueOf]) => ({ name, valueOf, text: [] as Buffer[] }));
  private count = 0;

  constructor(private readonly version: number) {}

  add(rows: readonly IndexedRow[]): void {
    if (rows.length === 0) return;
    for (const { valueOf, text } of this.columns) text.push(Buffer.from((text.length > 0 ? ',' : '') + elementsOf(rows.map(valueOf))));
    for (const row of rows) {
      if (row.favorite === 1) this.favorites.push(this.count);
      this.count += 1;
    }
  }

  toBytes(): Buffer {
    const head = Buffer.from(`{"version":${String(this.version)},"complete":true`);
    const columns = this.columns.flatMap(({ name, text }) => [Buffer.from(`,"${name}":[`), ...text, Buffer.from(']')]);
    return Buffer.concat([head, ...columns, Buffer.from(`,"favorites":${JSON.stringify(this.favorites)}}`)]);
  }
}

export function toSeconds(ms: number): number {
  return Math.floor(ms / 1000);
}

function elementsOf(values: readonly (string | number)[]): string {
  return JSON.stringify(values).slice(1, -1);
}
