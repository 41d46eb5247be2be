import { Injectable } from '@nestjs/common';
import { FACET_VALUES_MAX, type Filters, LIBRARY_INDEX_MAX } from '@vitrine/contracts';
import { Database } from '../../database/database';
import { ReadThreads } from '../../database/read-threads';
import type { ImageRow } from '../../database/schema';
import type { Cursor } from '../../http/cursor';
import { ImageSearchRepository } from './image-search.repository';
import { narrowed } from './library-filter.repository';

export interface PageOf {
  readonly limit: number;
  readonly cursor: Cursor | null;
  readonly order: 'newest' | 'oldest';
}

/** What the compact index tells of an image. */
export type IndexedRow = Pick<ImageRow, 'id' | 'filename' | 'width' | 'height' | 'favorite' | 'created_at'>;

/** Rows read at once: a few milliseconds, after which others have their turn. */
const AT_ONCE = 5000;

export function isUnfiltered(filters: Filters): boolean {
  return Object.values(filters).every((filter) => filter === undefined);
}

/** What the filters leave of a library. Filtered ones are read on a thread of their own, as they can read all of it. */
@Injectable()
export class LibraryRepository {
  constructor(
    private readonly db: Database,
    private readonly search: ImageSearchRepository,
    private readonly threads: ReadThreads,
  ) {}

  page(owner: string, filters: Filters, page: PageOf): Promise<ImageRow[]> {
    const query = this.pages(owner, filters, page).selectAll();
    return isUnfiltered(filters) ? query.execute() : this.threads.rows(owner, query.compile());
  }

  /** All of them in portions, up to `LIBRARY_INDEX_MAX`. Others have their turn in between. */
  async *columns(owner: string, filters: Filters, order: PageOf['order']): AsyncGenerator<readonly IndexedRow[], void> {
    const columns = ['id', 'filename', 'width', 'height', 'favorite', 'created_at'] as const;
    if (!isUnfiltered(filters)) {
      yield* this.threads.stream<IndexedRow>(owner, this.pages(owner, filters, { limit: LIBRARY_INDEX_MAX, cursor: null, order }).select(columns).compile());
      return;
    }
    let cursor: Cursor | null = null;
    for (let read = 0; read < LIBRARY_INDEX_MAX; read += AT_ONCE) {
      const rows: IndexedRow[] = await this.pages(owner, filters, { limit: AT_ONCE, cursor, order }).select(columns).execute();
      yield rows;
      const last = rows.at(-1);
      if (!last || rows.length < AT_ONCE) return;
      cursor = { at: last.created_at, id: last.id };
      await new Promise((next) => setImmediate(next));
    }
  }

  /** Of a filtered list. */
  async count(owner: string, filters: Filters): Promise<number> {
    const query = this.db.selectFrom('images').select(({ fn }) => fn.countAll<number>().as('count')).where(narrowed(owner, filters, this.search));
    const [row] = await this.threads.rows<{ count: number }>(owner, query.compile());
    return row?.count ?? 0;
  }

  /** In the order of the names; those that are not in the library are left out. */
  async named(owner: string, filenames: readonly string[]): Promise<ImageRow[]> {
    const rows = await this.db.selectFrom('images').selectAll().where('owner_id', '=', owner).where('deleted_at', 'is', null).where('filename', 'in', filenames).execute();
    const byName = new Map(rows.map((row) => [row.filename, row]));
    return filenames.flatMap((name) => byName.get(name) ?? []);
  }

  async models(owner: string): Promise<string[]> {
    const rows = await this.db.selectFrom('images').select('model').distinct().where('owner_id', '=', owner).where('deleted_at', 'is', null).orderBy('model').limit(FACET_VALUES_MAX).execute();
    return rows.map((row) => row.model);
  }

  /** Of images in the library: a filter by one of the others would find nothing. */
  async tags(owner: string): Promise<string[]> {
    const rows = await this.db
      .selectFrom((on) => on.selectFrom('image_tags').select('tag').distinct().where('owner_id', '=', owner).as('all_tags'))
      .select('all_tags.tag')
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('image_tags')
            .innerJoin('images', 'images.id', 'image_tags.image_id')
            .select('images.id')
            .where('image_tags.owner_id', '=', owner)
            .whereRef('image_tags.tag', '=', 'all_tags.tag')
            .where('images.owner_id', '=', owner)
            .where('images.deleted_at', 'is', null),
        ),
      )
      .orderBy('all_tags.tag')
      .limit(FACET_VALUES_MAX)
      .execute();
    return rows.map((row) => row.tag);
  }

  /** One range of an index, however deep the page. */
  private pages(owner: string, filters: Filters, { limit, cursor, order }: PageOf) {
    const [direction, beyond] = order === 'newest' ? (['desc', '<'] as const) : (['asc', '>'] as const);
    return this.db
      .selectFrom('images')
      .where(narrowed(owner, filters, this.search))
      .$if(cursor !== null, (query) =>
        query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), beyond, tuple(cursor?.at ?? 0, cursor?.id ?? ''))),
      )
      .orderBy('created_at', direction)
      .orderBy('id', direction)
      .limit(limit);
  }
}
