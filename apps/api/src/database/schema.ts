import type { Generated } from 'kysely';

/**
 * The tables. Portable between SQLite and PostgreSQL: ids are UUIDv7 text, times epoch milliseconds, flags 0 or 1,
 * JSON is text. `owner_id` is the id of a user.
 */
export interface Schema {
  users: UserRow;
  usage_counters: UsageCounterRow;
  sessions: SessionRow;
  refresh_tokens: RefreshTokenRow;
  conversations: ConversationRow;
  generations: GenerationRow;
  generation_attempts: GenerationAttemptRow;
  idempotency_keys: IdempotencyKeyRow;
  images: ImageRow;
  image_tags: ImageTagRow;
  albums: AlbumRow;
  album_images: AlbumImageRow;
  library_changes: LibraryChangeRow;
  image_search_ids: ImageSearchIdRow;
  archive_tickets: ArchiveTicketRow;
  erasures: ErasureRow;
  leases: LeaseRow;
  installation: InstallationRow;
  attempts: AttemptRow;
}

export interface UserRow {
  id: string;
  /** Canonical: trimmed, lower case, the domain in ASCII. */
  email: string;
  display_name: string;
  /** argon2id in PHC form. */
  password_hash: string;
  role: 'user' | 'admin';
  disabled_at: number | null;
  created_at: number;
}

/** Counts kept in the transaction that changes them, never counted over a library. */
export interface UsageCounterRow {
  owner_id: string;
  images: number;
  bytes: number;
  trashed: number;
  trashed_bytes: number;
  /** Goes up with every change of the library, so that what was read before can be told from what is now. */
  version: number;
}

/** One signed-in device: a family of refresh tokens. */
export interface SessionRow {
  id: string;
  user_id: string;
  device: string;
  created_at: number;
  last_seen_at: number;
  expires_at: number;
  ended_at: number | null;
}

export interface RefreshTokenRow {
  /** SHA-256 of the token, hex. */
  hash: string;
  /** The `jti` of the access and media tokens that were issued with it; null in rows older than this column. */
  id: string | null;
  session_id: string;
  /** Hash of the token it was issued for; null for the first of a session. */
  parent_hash: string | null;
  created_at: number;
  spent_at: number | null;
  /** When a token that was issued with it was first used: from then on its answer is known to have arrived. */
  received_at: number | null;
}

export interface ConversationRow {
  id: string;
  owner_id: string;
  title: string;
  created_at: number;
  updated_at: number;
}

/** The stored job by which images come to be. */
export interface GenerationRow {
  id: string;
  owner_id: string;
  conversation_id: string;
  prompt: string;
  size: string;
  quality: string;
  background: string;
  format: string;
  count: number;
  status: 'queued' | 'running' | 'succeeded' | 'failed' | 'cancelled' | 'interrupted';
  /** The problem it ended with, as JSON: its name, detail and extras. */
  problem: string | null;
  /** How many images it made, whatever became of them since. */
  images_made: number;
  /** The worker that has it, and until when it may be believed to live. */
  lease_owner: string | null;
  lease_until: number | null;
  /** Written before the provider is called: after it, an unknown outcome is never retried by itself. */
  provider_started_at: number | null;
  created_at: number;
  started_at: number | null;
  finished_at: number | null;
}

/** The ledger: one row for each call of a provider, whatever came of it. */
export interface GenerationAttemptRow {
  id: string;
  owner_id: string;
  generation_id: string;
  provider: string;
  model: string;
  outcome: 'started' | 'ok' | 'refused' | 'failed' | 'timed-out' | 'cancelled' | 'interrupted';
  request_id: string | null;
  input_tokens: number | null;
  output_tokens: number | null;
  started_at: number;
  finished_at: number | null;
}

export interface IdempotencyKeyRow {
  owner_id: string;
  route: string;
  key: string;
  /** SHA-256 of the request's body as read, hex. */
  request_hash: string;
  /** What the first request made. */
  resource_id: string;
  created_at: number;
}

export interface ImageRow {
  id: string;
  owner_id: string;
  /** `{id}.{png|jpg|webp}` */
  filename: string;
  sha256: string;
  mime_type: 'image/png' | 'image/jpeg' | 'image/webp';
  width: number;
  height: number;
  bytes: number;
  /** Base64; null until the thumbnails are made. */
  thumbhash: string | null;
  prompt: string;
  revised_prompt: string | null;
  title: string | null;
  provider: string;
  model: string;
  quality: string | null;
  favorite: number;
  source: 'generated' | 'imported';
  content_credentials: number;
  generation_id: string | null;
  conversation_id: string | null;
  created_at: number;
  deleted_at: number | null;
}

export interface ImageTagRow {
  owner_id: string;
  /** Lower case. */
  tag: string;
  image_id: string;
}

export interface AlbumRow {
  id: string;
  owner_id: string;
  name: string;
  /** Of one of its images; null: the newest. */
  cover_id: string | null;
  /** How many of its images are in the library; those in the trash keep their place, and are not counted. */
  images: number;
  created_at: number;
}

export interface AlbumImageRow {
  album_id: string;
  image_id: string;
}

/** What happened to an image at which version of its library. The oldest are forgotten. */
export interface LibraryChangeRow {
  owner_id: string;
  version: number;
  filename: string;
  kind: 'created' | 'changed' | 'deleted' | 'restored';
}

/** Gives each image the number by which the full-text index knows it. */
export interface ImageSearchIdRow {
  id: Generated<number>;
  image_id: string;
  /** Prompt, title and tags, folded, one per line. */
  words: string;
}

/** Leave to download an archive once, within a moment, from the session that asked for it. */
export interface ArchiveTicketRow {
  /** SHA-256 of the ticket, hex. */
  hash: string;
  owner_id: string;
  session_id: string;
  /** JSON: an array. */
  filenames: string;
  expires_at: number;
}

/** A promise made by the transaction that removed an image's row: its files go too. It ends when they are gone. */
export interface ErasureRow {
  /** Of the image that was. */
  id: string;
  owner_id: string;
  filename: string;
  created_at: number;
}

/** Something one process at a time may do, for as long as it says that it lives. */
export interface LeaseRow {
  name: string;
  holder: string;
  until: number;
}

/** How often something was tried within its window of time. */
export interface AttemptRow {
  /** The kind of attempt and whom it is counted for, with no readable address in it. */
  key: string;
  count: number;
  resets_at: number;
}

/** A fact about the installation as a whole. */
export interface InstallationRow {
  /** `store-id`: the id that the marker in the folder of images carries. `clock`: JSON, the last known time. */
  key: 'thumbnail-upgrade' | 'store-id' | 'clock';
  value: string;
}
