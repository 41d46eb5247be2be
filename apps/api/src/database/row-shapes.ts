import type { Selectable } from 'kysely';
import * as z from 'zod';
import type { InstallationRow, Schema } from './schema';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const EXTENSIONS = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;
/** The last moment that a Date can hold. */
const TIME_MAX = 8.64e15;

const Id = z.string().regex(new RegExp(`^${UUID}$`));
const Filename = z.string().regex(new RegExp(`^${UUID}\\.(?:png|jpg|webp)$`));
const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Time = z.int().min(0).max(TIME_MAX);
const Count = z.int().min(0);
/** A thousand changes a second for 30 years; a greater one could leave no number for the next. */
const Version = z.int().min(0).max(1e12);
const Flag = z.int().min(0).max(1);
const Text = z.string();

function isFilenameList(text: string): boolean {
  try {
    return z.array(Filename).safeParse(JSON.parse(text)).success;
  } catch {
    return false;
  }
}

type RowShapes = { readonly [Table in keyof Schema]: z.ZodType<Selectable<Schema[Table]>> };

/** What every row of every table must be like, for rows that come from a file which this program did not write. */
export const ROW_SHAPES = {
  users: z.strictObject({
    id: Id, email: Text, display_name: Text, password_hash: Text, role: z.enum(['user', 'admin']), disabled_at: Time.nullable(), created_at: Time,
  }),
  usage_counters: z.strictObject({ owner_id: Id, images: Count, bytes: Count, trashed: Count, trashed_bytes: Count, version: Version }),
  sessions: z.strictObject({
    id: Id, user_id: Id, device: Text, created_at: Time, last_seen_at: Time, expires_at: Time, ended_at: Time.nullable(),
  }),
  refresh_tokens: z.strictObject({
    hash: Sha256, id: Id.nullable(), session_id: Id, parent_hash: Sha256.nullable(), created_at: Time, spent_at: Time.nullable(), received_at: Time.nullable(),
  }),
  conversations: z.strictObject({ id: Id, owner_id: Id, title: Text, created_at: Time, updated_at: Time }),
  generations: z.strictObject({
    id: Id, owner_id: Id, conversation_id: Id, prompt: Text, size: Text, quality: Text, background: Text, format: Text, count: Count,
    status: z.enum(['queued', 'running', 'succeeded', 'failed', 'cancelled', 'interrupted']),
    problem: Text.nullable(), images_made: Count, lease_owner: Text.nullable(), lease_until: Time.nullable(), provider_started_at: Time.nullable(),
    created_at: Time, started_at: Time.nullable(), finished_at: Time.nullable(),
  }),
  generation_attempts: z.strictObject({
    id: Id, owner_id: Id, generation_id: Id, provider: Text, model: Text,
    outcome: z.enum(['started', 'ok', 'refused', 'failed', 'timed-out', 'cancelled', 'interrupted']),
    request_id: Text.nullable(), input_tokens: Count.nullable(), output_tokens: Count.nullable(), started_at: Time, finished_at: Time.nullable(),
  }),
  idempotency_keys: z.strictObject({ owner_id: Id, route: Text, key: Text, request_hash: Sha256, resource_id: Id, created_at: Time }),
  images: z.strictObject({
    id: Id, owner_id: Id, filename: Filename, sha256: Sha256, mime_type: z.enum(['image/png', 'image/jpeg', 'image/webp']),
    width: Count, height: Count, bytes: Count, thumbhash: Text.nullable(), prompt: Text, revised_prompt: Text.nullable(), title: Text.nullable(),
    provider: Text, model: Text, quality: Text.nullable(), favorite: Flag, source: z.enum(['generated', 'imported']), content_credentials: Flag,
    generation_id: Id.nullable(), conversation_id: Id.nullable(), created_at: Time, deleted_at: Time.nullable(),
  }).refine(({ id, filename, mime_type: type }) => filename === `${id}.${EXTENSIONS[type]}`, { path: ['filename'] }),
  image_tags: z.strictObject({ owner_id: Id, tag: Text, image_id: Id }),
  albums: z.strictObject({ id: Id, owner_id: Id, name: Text, cover_id: Id.nullable(), images: Count, created_at: Time }),
  album_images: z.strictObject({ album_id: Id, image_id: Id }),
  library_changes: z.strictObject({ owner_id: Id, version: Version, filename: Filename, kind: z.enum(['created', 'changed', 'deleted', 'restored']) }),
  image_search_ids: z.strictObject({ id: Count, image_id: Id, words: Text }),
  archive_tickets: z.strictObject({ hash: Sha256, owner_id: Id, session_id: Id, filenames: Text.refine(isFilenameList), expires_at: Time }),
  erasures: z.strictObject({ id: Id, owner_id: Id, filename: Filename, created_at: Time })
    .refine(({ id, filename }) => filename.startsWith(`${id}.`), { path: ['filename'] }),
  leases: z.strictObject({ name: Text, holder: Text, until: Time }),
  installation: z.strictObject({ key: z.custom<InstallationRow['key']>((key) => typeof key === 'string'), value: Text })
    .refine(({ key, value }) => key !== 'store-id' || Id.safeParse(value).success, { path: ['value'] }),
  attempts: z.strictObject({ key: Text, count: Count, resets_at: Time }),
} satisfies RowShapes;
