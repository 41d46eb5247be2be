import { Injectable } from '@nestjs/common';
import { FACET_VALUES_MAX, type Filters, LIBRARY_INDEX_MAX } from '@vitrine/contracts';
import { type SqlBool, sql } from 'kysely';
import { Database } from '../../database/database';
import { ReadThreads } from '../../database/read-threads';
import type { ImageRow } from '../../database/schema';
import type { Cursor } from '../../http/cursor';
import { ImageSearchRepository } from './image-search.repository';
import { type Condition, narrowed, ofLibrary } from './library-filter.repository';

export interface PageOf {
  readonly limit: number;
  readonly cursor: Cursor | null;
  readonly order: 'newest' | 'oldest';
}

/** What the compact index tells of an image. */
export type IndexedRow = Pick<ImageRow, 'id' | 'filename' | 'width' | 'height' | 'favorite' | 'created_at'>;

export function isUnfiltered(filters: Filters): boolean {
  return Object.values(filters).every((filter) => filter === undefined);
}

/** What the filters leave of a library. What can read all of it is read on threads of their own: filtered lists, indexes and counts, and what there is to filter by. */
@Injectable()
export class LibraryRepository {
  constructor(
    private readonly db: Database,
    private readonly search: ImageSearchRepository,
    private readonly threads: ReadThreads,
  ) {}

  page(owner: string, filters: Filters, page: PageOf, signal: AbortSignal): Promise<ImageRow[]> {
    if (isUnfiltered(filters)) return this.pages(page, ofLibrary(owner)).selectAll().execute();
    return this.threads.rows(owner, this.pages(page, narrowed(owner, filters, this.search)).selectAll().compile(), signal);
  }

  /** All of them in batches, up to `LIBRARY_INDEX_MAX`. Other requests are served between two batches. */
  columns(owner: string, filters: Filters, order: PageOf['order'], signal: AbortSignal): AsyncGenerator<readonly IndexedRow[], void> {
    const columns = ['id', 'filename', 'width', 'height', 'favorite', 'created_at'] as const;
    const query = this.pages({ limit: LIBRARY_INDEX_MAX, cursor: null, order }, narrowed(owner, filters, this.search)).select(columns);
    return this.threads.stream<IndexedRow>(owner, query.compile(), signal);
  }

  /** Of a filtered list. */
  async count(owner: string, filters: Filters, signal: AbortSignal): Promise<number> {
    const query = this.db.selectFrom('images').select(({ fn }) => fn.countAll<number>().as('count')).where(narrowed(owner, filters, this.search));
    const [row] = await this.threads.rows<{ count: number }>(owner, query.compile(), signal);
    return row?.count ?? 0;
  }

  /** In the order of the names; those that are not in the library are left out. */
  async named(owner: string, filenames: readonly string[]): Promise<ImageRow[]> {
    const rows = await this.db.selectFrom('images').selectAll().where('owner_id', '=', owner).where('deleted_at', 'is', null).where('filename', 'in', filenames).execute();
    const byName = new Map(rows.map((row) => [row.filename, row]));
    return filenames.flatMap((name) => byName.get(name) ?? []);
  }

  async models(owner: string, signal: AbortSignal): Promise<string[]> {
    const query = this.db.selectFrom('images').select('model').distinct().where(narrowed(owner, {}, this.search)).orderBy('model').limit(FACET_VALUES_MAX);
    const rows = await this.threads.rows<{ model: string }>(owner, query.compile(), signal);
    return rows.map((row) => row.model);
  }

  /** Of images in the library: a filter by one of the others would find nothing. */
  async tags(owner: string, signal: AbortSignal): Promise<string[]> {
    const query = this.db
      .selectFrom((on) => on.selectFrom('image_tags').select('tag').distinct().where('owner_id', '=', owner).where(sql<SqlBool>`has_time(image_tags.tag)`).as('all_tags'))
      .select('all_tags.tag')
      .where(({ exists, selectFrom }) =>
        exists(
          selectFrom('image_tags')
            .innerJoin('images', 'images.id', 'image_tags.image_id')
            .select('images.id')
            .where('image_tags.owner_id', '=', owner)
            .where(sql<SqlBool>`has_time(image_tags.image_id)`)
            .whereRef('image_tags.tag', '=', 'all_tags.tag')
            .where('images.owner_id', '=', owner)
            .where('images.deleted_at', 'is', null),
        ),
      )
      .orderBy('all_tags.tag')
      .limit(FACET_VALUES_MAX);
    const rows = await this.threads.rows<{ tag: string }>(owner, query.compile(), signal);
    return rows.map((row) => row.tag);
  }

  /** One range of an index, however deep the page. */
  private pages({ limit, cursor, order }: PageOf, condition: Condition) {
    const [direction, beyond] = order === 'newest' ? (['desc', '<'] as const) : (['asc', '>'] as const);
    return this.db
      .selectFrom('images')
      .where(condition)
      .$if(cursor !== null, (query) =>
        query.where(({ eb, refTuple, tuple }) => eb(refTuple('created_at', 'id'), beyond, tuple(cursor?.at ?? 0, cursor?.id ?? ''))),
      )
      .orderBy('created_at', direction)
      .orderBy('id', direction)
      .limit(limit);
  }
}
