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
/** Characters of the name of a model, and of the service that has it. */
export const MODEL_MAX = 100;
/** Characters of the name of a quality. */
export const QUALITY_MAX = 20;
/** Characters of the prompt as the image service understood it. */
export const REVISED_PROMPT_MAX = 32_000;
/** Characters of what a browser or program calls itself. */
export const DEVICE_MAX = 120;
/** Characters of an access token. */
export const ACCESS_TOKEN_MAX = 4096;
/** Characters of a sign-out token: two ids and a signature. */
export const SIGN_OUT_TOKEN_MAX = 117;
/** Characters of a cursor. */
export const CURSOR_MAX = 200;
/** Devices of one account that are listed, those used last. */
export const DEVICES_MAX = 1000;
/** Models or tags that are listed to filter by. */
export const FACET_VALUES_MAX = 10_000;
/** Images that the index of a library names, the first of its order. */
export const LIBRARY_INDEX_MAX = 1_000_000;
/** Images that a delta of the index names; after more changes the complete index is answered. */
export const LIBRARY_DELTA_MAX = 2000;
/** Fields that a problem names. */
export const INVALID_FIELDS_MAX = 20;
/** Categories that the problem of a refused prompt names. */
export const REFUSED_CATEGORIES_MAX = 10;
/** Characters of a sentence or a pointer of a problem. */
export const PROBLEM_TEXT_MAX = 2000;
/** Characters of a path of this API that an answer names. */
export const PATH_MAX = 200;
/** Images of one page of the list. */
export const PAGE_LIMIT_DEFAULT = 50;
export const PAGE_LIMIT_MAX = 200;
/** Images named in one bulk request. */
export const BULK_MAX = 1000;
/** Images of one generation. */
export const IMAGE_COUNT_MAX = 4;
/** Generations of one conversation that are read at once, the newest. */
export const CONVERSATION_GENERATIONS_MAX = 200;
/** Characters of a preview in base64. */
export const PREVIEW_BASE64_MAX = 4 * 1024 * 1024;
/** Characters of a thumbhash in base64. */
export const THUMBHASH_MAX = 64;
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
