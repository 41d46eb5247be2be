/** Limits that both sides read: the API enforces them, the portal shows them. No imports, so that a browser pays nothing. */

/** Characters of a prompt after trimming. */
export const PROMPT_MAX = 4000;
/** Characters of a prompt that a list row or a label shows. */
export const PROMPT_SHORT_MAX = 160;
export const TITLE_MAX = 120;
export const TAG_MAX = 40;
export const TAGS_PER_IMAGE_MAX = 20;
export const ALBUM_NAME_MAX = 80;
/** Albums of one owner. */
export const ALBUMS_MAX = 1000;
export const DISPLAY_NAME_MAX = 80;
/** Characters of an e-mail address in its canonical form (RFC 5321, 4.5.3.1.3). */
export const EMAIL_MAX = 254;
export const PASSWORD_MIN = 8;
export const PASSWORD_MAX = 128;
/** Images of one page of the list. */
export const PAGE_LIMIT_DEFAULT = 50;
export const PAGE_LIMIT_MAX = 200;
/** Images named in one bulk request. */
export const BULK_MAX = 1000;
/** Images of one generation. */
export const IMAGE_COUNT_MAX = 4;
/** Generations of one conversation that are read at once, the newest. */
export const CONVERSATION_GENERATIONS_MAX = 200;
/** Pixels of the longer side of a preview. */
export const PREVIEW_EDGE = 512;
/** Seconds in which an archive's ticket must be used. */
export const ARCHIVE_TICKET_SECONDS = 60;
/** Bytes of one image, decoded from whatever carried it. */
export const IMAGE_BYTES_MAX = 32 * 1024 * 1024;
/** Pixels of one image. */
export const IMAGE_PIXELS_MAX = 100_000_000;
/** Visible ASCII characters of an `Idempotency-Key`. */
export const IDEMPOTENCY_KEY_MAX = 128;
/** Edges of the thumbnails, in pixels of the longer side. */
export const THUMBNAIL_SIZES = [256, 512] as const;
/** Characters of a search. */
export const QUERY_MAX = 200;
/** Bulk actions on more images than this want the number typed. */
export const BULK_TYPED_ABOVE = 100;

export const SIZES = ['auto', '1024x1024', '1536x1024', '1024x1536'] as const;
export const QUALITIES = ['auto', 'low', 'medium', 'high'] as const;
export const BACKGROUNDS = ['auto', 'opaque', 'transparent'] as const;
export const FORMATS = ['png', 'jpeg', 'webp'] as const;
