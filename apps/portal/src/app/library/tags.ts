import { TAG_MAX, TAGS_PER_IMAGE_MAX } from '@vitrine/contracts/limits';
import { clip, normalizeTag } from '@vitrine/contracts/text';

/** Tags as a person writes them down: commas between them, in any case, each once. */
export function tagsIn(text: string): readonly string[] {
  const tags = text.split(',').map((tag) => clip(normalizeTag(tag.replace(/\s+/g, ' ').trim()), TAG_MAX).trim()).filter(Boolean);
  return [...new Set(tags)].slice(0, TAGS_PER_IMAGE_MAX);
}
