import { Injectable } from '@nestjs/common';
import { FACET_VALUES_MAX, type Filters } from '@vitrine/contracts';
import { Database } from '../../database/database';
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

/** What the filters leave of a library. */
@Injectable()
export class LibraryRepository {
  constructor(
    private readonly db: Database,
    private readonly search: ImageSearchRepository,
  ) {}

  page(owner: string, filters: Filters, page: PageOf): Promise<ImageRow[]> {
    return this.pages(owner, filters, page).selectAll().execute();
  }

  columns(owner: string, filters: Filters, page: PageOf): Promise<IndexedRow[]> {
    return this.pages(owner, filters, page).select(['id', 'filename', 'width', 'height', 'favorite', 'created_at']).execute();
  }

  async count(owner: string, filters: Filters): Promise<number> {
    const { count } = await this.db
      .selectFrom('images')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .where(narrowed(owner, filters, this.search))
      .executeTakeFirstOrThrow();
    return count;
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
