import type { ImageRow } from '../database/schema';
import { subjectOf } from './prompt-subject';

export const EXTENSIONS = { 'image/png': 'png', 'image/jpeg': 'jpg', 'image/webp': 'webp' } as const;

const WORDS_MAX = 60;
const ARTICLE = /^(?:an?|the)\s+/i;

/** `2026-11-22_lighthouse-at-dusk.png`: what a saved image is called on the owner's disk. ASCII, so that every header takes it. */
export function readableName(row: Pick<ImageRow, 'prompt' | 'title' | 'created_at' | 'mime_type'>): string {
  const words = withoutMarks(withoutMarks(row.title ?? subjectOf(row.prompt).replace(ARTICLE, '')).normalize('NFKD'))
    .toLowerCase()
    .match(/[a-z0-9]+/g);
  const name = (words ?? ['image']).join('-').slice(0, WORDS_MAX).replace(/-$/, '');
  const day = new Date(row.created_at).toISOString().slice(0, 10);
  return `${day}_${name}.${EXTENSIONS[row.mime_type]}`;
}

/** Before normalising as well as after it, which takes time by the square of the length of a run of marks. */
function withoutMarks(text: string): string {
  return text.replace(/\p{M}/gu, '');
}
