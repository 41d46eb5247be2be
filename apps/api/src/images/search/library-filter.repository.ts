import { beginningOf, endOf, type Filters } from '@vitrine/contracts';
import { type Expression, type ExpressionBuilder, type SqlBool, sql } from 'kysely';
import type { Schema } from '../../database/schema';
import type { ImageSearchRepository } from './image-search.repository';

type Images = ExpressionBuilder<Schema, 'images'>;
export type Condition = (eb: Images) => Expression<SqlBool>;

const SHAPE_SIGN = { square: '=', landscape: '>', portrait: '<' } as const;

/**
 * What the filters demand of an image of that owner: the one place where they become SQL. `has_time`, which only the
 * connections of `ReadThreads` know, ends a statement for which no time is left; its argument is of the index that is read,
 * so that SQLite calls it for every row of it, before the other conditions.
 */
export function narrowed(owner: string, filters: Filters, search: ImageSearchRepository): Condition {
  const conditions = [...aboutItself(filters), ...aboutItsPlace(owner, filters)];
  const { q } = filters;
  if (q !== undefined) conditions.push(() => search.condition(owner, q));
  return (eb) => eb.and([eb('owner_id', '=', owner), eb('deleted_at', 'is', null), sql<SqlBool>`has_time(images.owner_id)`, ...conditions.map((condition) => condition(eb))]);
}

/** All of it: one range of an index, which needs no clock. */
export function ofLibrary(owner: string): Condition {
  return (eb) => eb.and([eb('owner_id', '=', owner), eb('deleted_at', 'is', null)]);
}

function aboutItself({ model, shape, from, to, favorite, source }: Filters): Condition[] {
  return given(
    model !== undefined && ((eb) => eb('model', '=', model)),
    shape !== undefined && ((eb) => eb('width', SHAPE_SIGN[shape], eb.ref('height'))),
    from !== undefined && ((eb) => eb('created_at', '>=', beginningOf(from))),
    to !== undefined && ((eb) => eb('created_at', '<', endOf(to))),
    favorite !== undefined && ((eb) => eb('favorite', '=', favorite === 'true' ? 1 : 0)),
    source !== undefined && ((eb) => eb('source', '=', source)),
  );
}

function aboutItsPlace(owner: string, { album, tag }: Filters): Condition[] {
  return given(
    tag !== undefined && ((eb) => eb('id', 'in', eb.selectFrom('image_tags').select('image_id').where('owner_id', '=', owner).where('tag', '=', tag))),
    album !== undefined &&
      ((eb) =>
        eb('id', 'in', eb.selectFrom('album_images').innerJoin('albums', 'albums.id', 'album_id').select('image_id').where('albums.owner_id', '=', owner).where('albums.id', '=', album))),
  );
}

function given(...conditions: (Condition | false)[]): Condition[] {
  return conditions.filter((condition) => condition !== false);
}
