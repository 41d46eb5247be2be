import * as z from 'zod';
import { filters, Order, Tag } from './filter';
import { Image } from './image';
import { ALBUM_NAME_MAX, ALBUMS_MAX, BULK_MAX, FACET_VALUES_MAX, LIBRARY_DELTA_MAX, LIBRARY_INDEX_MAX, MODEL_MAX, PROMPT_MAX, TAG_MAX, TAGS_PER_IMAGE_MAX, TITLE_MAX } from './limits';
import { Id, ImageName, Line, Path, QueryNumber, Text, Timestamp, visible, visibleOrEmpty } from './primitives';

const title = visible(Line.trim().min(1).max(TITLE_MAX));
const albumName = visible(Line.trim().min(1).max(ALBUM_NAME_MAX));

export const ReadIndex = z.strictObject({
  ...filters,
  order: Order,
  since: QueryNumber(0).optional().describe('The version one has: only what changed after it is told, without any filter'),
});
export type ReadIndex = z.infer<typeof ReadIndex>;

/**
 * The whole library, or what the filters leave of it, in columns of equal length and in the order of the list: enough
 * to lay out every tile before any picture is asked for.
 */
export const LibraryIndex = z
  .object({
    version: z.int().min(0).describe('Goes up with every change of the library'),
    complete: z.literal(true),
    names: z.array(ImageName).max(LIBRARY_INDEX_MAX),
    times: z.array(z.int()).max(LIBRARY_INDEX_MAX).describe('When it was made, epoch seconds'),
    widths: z.array(z.int()).max(LIBRARY_INDEX_MAX).describe('Pixels'),
    heights: z.array(z.int()).max(LIBRARY_INDEX_MAX).describe('Pixels'),
    favorites: z.array(z.int()).max(LIBRARY_INDEX_MAX).describe('Positions of the favourites'),
  })
  .meta({ id: 'LibraryIndex' });
export type LibraryIndex = z.infer<typeof LibraryIndex>;

/** What changed since a version. When that is too long ago, the complete index is answered in its place. */
export const LibraryDelta = z
  .object({
    version: z.int().min(0),
    complete: z.literal(false),
    since: z.int().min(0),
    added: z.array(z.object({ name: ImageName, time: z.int(), width: z.int(), height: z.int(), favorite: z.boolean() })).max(LIBRARY_DELTA_MAX).describe('New, restored or changed'),
    removed: z.array(ImageName).max(LIBRARY_DELTA_MAX),
  })
  .meta({ id: 'LibraryDelta' });
export type LibraryDelta = z.infer<typeof LibraryDelta>;

export const IndexAnswer = z.union([LibraryIndex, LibraryDelta]).meta({ id: 'IndexAnswer' });
export type IndexAnswer = z.infer<typeof IndexAnswer>;

/** The details of the named images; those that are gone are left out. */
export const DetailsOf = z.strictObject({ filenames: z.array(z.string().max(60)).min(1).max(200) }).meta({ id: 'DetailsOf' });
export type DetailsOf = z.infer<typeof DetailsOf>;

/** What there is to filter by, in one's own library. */
export const Facets = z
  .object({ models: z.array(z.string().max(MODEL_MAX)).max(FACET_VALUES_MAX), tags: z.array(z.string().max(TAG_MAX)).max(FACET_VALUES_MAX), images: z.int().min(0), bytes: z.int().min(0), trashed: z.int().min(0) })
  .meta({ id: 'Facets' });
export type Facets = z.infer<typeof Facets>;

export const ChangeImage = z
  .strictObject({
    favorite: z.boolean().optional(),
    title: title.nullable().optional().describe('null: none'),
    tags: z.array(Tag).max(TAGS_PER_IMAGE_MAX).optional().describe('All of them; they replace what was there'),
  })
  .meta({ id: 'ChangeImage' });
export type ChangeImage = z.infer<typeof ChangeImage>;

const filenames = z.array(z.string().max(60)).min(1).max(BULK_MAX);

export const DeleteImages = z.strictObject({ filenames, permanent: z.boolean().default(false) }).meta({ id: 'DeleteImages' });
export type DeleteImages = z.infer<typeof DeleteImages>;

export const FavoriteImages = z.strictObject({ filenames, favorite: z.boolean() }).meta({ id: 'FavoriteImages' });
export type FavoriteImages = z.infer<typeof FavoriteImages>;

export const TagImages = z
  .strictObject({ filenames, add: z.array(Tag).max(TAGS_PER_IMAGE_MAX).default([]), remove: z.array(Tag).max(TAGS_PER_IMAGE_MAX).default([]) })
  .meta({ id: 'TagImages' });
export type TagImages = z.infer<typeof TagImages>;

export const NameAlbum = z.strictObject({ name: albumName }).meta({ id: 'NameAlbum' });
export type NameAlbum = z.infer<typeof NameAlbum>;

export const ChangeAlbum = z
  .strictObject({ name: albumName.optional(), cover: z.string().max(60).nullable().optional().describe('null: the newest of its images') })
  .meta({ id: 'ChangeAlbum' });
export type ChangeAlbum = z.infer<typeof ChangeAlbum>;

export const Album = z
  .object({
    id: Id,
    name: z.string().max(ALBUM_NAME_MAX),
    images: z.int().min(0).describe('In the library; those in the trash come back to it when they are restored'),
    cover: ImageName.nullable().describe('The chosen one or, while it is not there, the newest; null: there is none'),
    createdAt: Timestamp,
  })
  .meta({ id: 'Album' });
export type Album = z.infer<typeof Album>;

export const AlbumList = z.object({ albums: z.array(Album).max(ALBUMS_MAX) }).meta({ id: 'AlbumList' });
export type AlbumList = z.infer<typeof AlbumList>;

/**
 * What a user's open devices are told. `ready` is the first, and says from which version on; `resync`: too much happened
 * since, so read the library again. Neither they nor `generation.changed` are told again to who comes back.
 */
export const LIVE_EVENTS = ['ready', 'resync', 'image.created', 'image.changed', 'image.deleted', 'image.restored', 'generation.changed'] as const;

/** The data of one event; the event's name is its `type`. The event's `id` is a version that is told in full, good as `Last-Event-ID`. */
export const LiveEvent = z
  .object({
    type: z.enum(LIVE_EVENTS),
    filename: ImageName.nullable().describe('Of the image, when it is about one'),
    generationId: Id.nullable().describe('Of the generation, when it is about one'),
    version: z.int().min(0).describe('Of the library, with this change'),
  })
  .meta({ id: 'LiveEvent' });
export type LiveEvent = z.infer<typeof LiveEvent>;

/** Leave to download an archive by a plain link. */
export const ArchiveTicket = z
  .object({ url: Path.describe('Good once, in this browser alone, with the media cookie'), expiresAt: Timestamp })
  .meta({ id: 'ArchiveTicket' });
export type ArchiveTicket = z.infer<typeof ArchiveTicket>;

/** `manifest.json` of an archive: what the pictures do not say of themselves. */
export const ArchiveManifest = z
  .object({
    format: z.literal('vitrine-archive'),
    version: z.literal(1),
    createdAt: Timestamp,
    images: z.array(Image.omit({ url: true, thumbnailUrl: true, thumbhash: true, deletedAt: true }).extend({ file: z.string().describe('Its name in the archive') })),
    missing: z.array(z.object({ filename: ImageName, prompt: z.string(), reason: z.enum(['missing', 'damaged']) })).describe('Asked for, and not in the archive'),
  })
  .meta({ id: 'ArchiveManifest' });
export type ArchiveManifest = z.infer<typeof ArchiveManifest>;

/** What is told of an image that was made elsewhere. It goes into the query, percent-encoded: the body is the file. */
export const ImportImage = z.strictObject({
  prompt: visibleOrEmpty(Text.trim().max(PROMPT_MAX)).default('').describe('What it shows, or what it was made from'),
  model: visible(Line.trim().min(1).max(MODEL_MAX)).default('unknown').describe('What made it'),
  createdAt: z.iso.datetime().max(40).refine((time) => Date.parse(time) >= 0, 'must be after 1970').optional().describe('When it was made; now when left out'),
});
export type ImportImage = z.infer<typeof ImportImage>;
