import { imageFileName } from '@vitrine/contracts/file-name';
import type { ImageRow } from '../database/schema';
import { subjectOf } from './prompt-subject';

export const EXTENSIONS = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;

const ARTICLE = /^(?:an?|the)\s+/i;

/** `2026-11-22_lighthouse-at-dusk.png`: what a saved image is called on the owner's disk. */
export function readableName(row: Pick<ImageRow, 'prompt' | 'title' | 'created_at' | 'mime_type'>): string {
  const day = new Date(row.created_at).toISOString().slice(0, 10);
  return imageFileName(row.title ?? subjectOf(row.prompt).replace(ARTICLE, ''), day, EXTENSIONS[row.mime_type]);
}
