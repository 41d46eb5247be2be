import { BULK_TYPED_ABOVE } from '@vitrine/contracts/limits';
import type { Words } from '../i18n/words';
import type { ImageRef } from './library-image';

export interface RemovalQuestion {
  readonly images: readonly ImageRef[];
  /** When it is about more than these. */
  readonly count?: number;
  /** How long the trash keeps them; 0: they are deleted for good at once. */
  readonly days: number;
  /** They are in the trash already. */
  readonly fromTrash?: boolean;
}

export interface RemovalWords {
  readonly title: string;
  readonly text: string;
  readonly keep: string;
  readonly go: string;
  /** So many are meant that the number is to be typed. */
  readonly typed: boolean;
}

/** Deleting more than this for good wants the number typed. */
const FOR_GOOD_TYPED_ABOVE = 20;

export function removalWords({ images, count = images.length, days, fromTrash }: RemovalQuestion, words: Words): RemovalWords {
  if (fromTrash) return { ...forGood(words.n('remove.inTrash.title', count), count, words), keep: words.t('cancel'), go: words.t('remove.forGood.go') };
  const keep = words.n('remove.keep', count);
  const here = images.filter(({ place }) => place === 'device').length;
  if (days === 0 || here === count) return { ...forGood(words.n('remove.forGood.title', count), count, words), keep, go: words.t('delete') };
  const rest = here === 0 ? [] : [words.n('remove.here', here)];
  const text = [words.n('remove.toTrash.text', count, { days: words.n('remove.days', days) }), ...rest].join(' ');
  return { title: words.n('remove.toTrash.title', count), text, keep, go: words.t('remove.toTrash.go'), typed: count > BULK_TYPED_ABOVE };
}

function forGood(title: string, count: number, words: Words): Pick<RemovalWords, 'title' | 'text' | 'typed'> {
  return { title, text: words.t('remove.forGood.text'), typed: count > FOR_GOOD_TYPED_ABOVE };
}
