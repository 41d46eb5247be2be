import type { ImageRow } from '../database/schema';
import { subjectOf } from './prompt-subject';

export const EXTENSIONS = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;

const WORDS_MAX = 60;
const ARTICLE = /^(?:an?|the)\s+/i;

/** `2026-11-22_lighthouse-at-dusk.png`: what a saved image is called on the owner's disk. ASCII, so that every header takes it. */
export function readableName(row: Pick<ImageRow, 'prompt' | 'title' | 'created_at' | 'mime_type'>): string {
  const words = (row.title ?? subjectOf(row.prompt).replace(ARTICLE, ''))
    .normalize('NFKD')
    .replace(/\p{M}/gu, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, WORDS_MAX)
    .replace(/^-+|-+$/g, '');
  const day = new Date(row.created_at).toISOString().slice(0, 10);
  return `${day}_${words || 'image'}.${EXTENSIONS[row.mime_type]}`;
}
