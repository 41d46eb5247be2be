import type { Image } from '@vitrine/contracts';
import type { ImageRow } from '../database/schema';

/** The media cookie's path covers both. */
const PATH = '/api/ai/images/';
const TRASH_PATH = '/api/ai/images/trash/';

/** A row as its owner is shown it. */
export function toImage(row: ImageRow, tags: readonly string[]): Image {
  const url = (row.deleted_at === null ? PATH : TRASH_PATH) + row.filename;
  return {
    filename: row.filename,
    url,
    thumbnailUrl: `${url}?size=512`,
    prompt: row.prompt,
    revisedPrompt: row.revised_prompt,
    title: row.title,
    provider: row.provider,
    model: row.model,
    quality: row.quality,
    width: row.width,
    height: row.height,
    bytes: row.bytes,
    mimeType: row.mime_type,
    sha256: row.sha256,
    thumbhash: row.thumbhash,
    favorite: row.favorite === 1,
    tags: [...tags],
    source: row.source,
    contentCredentials: row.content_credentials === 1,
    generationId: row.generation_id,
    conversationId: row.conversation_id,
    createdAt: new Date(row.created_at).toISOString(),
    deletedAt: row.deleted_at === null ? null : new Date(row.deleted_at).toISOString(),
  };
}
