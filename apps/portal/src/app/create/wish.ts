import type { GenerateImageInput } from '@vitrine/contracts';
import type { QUALITIES, SIZES } from '@vitrine/contracts/limits';
import type { WordKey } from '../i18n/words';
import type { IconName } from '../shell/icons';

export type Size = (typeof SIZES)[number];
export type Quality = (typeof QUALITIES)[number];

/** What a person asks for. */
export interface Wish {
  readonly prompt: string;
  readonly size: Size;
  readonly quality: Quality;
  readonly count: number;
}

export const AS_USUAL: Wish = { prompt: '', size: 'auto', quality: 'auto', count: 1 };

interface Choice<T> {
  readonly value: T;
  readonly label: WordKey;
  readonly icon: IconName;
}

export const ANY_SHAPE: Choice<Size> = { value: 'auto', label: 'shape.auto', icon: 'image' };
export const SHAPES: readonly Choice<Size>[] = [
  ANY_SHAPE,
  { value: '1024x1024', label: 'shape.square', icon: 'square' },
  { value: '1536x1024', label: 'shape.landscape', icon: 'rectangle-horizontal' },
  { value: '1024x1536', label: 'shape.portrait', icon: 'rectangle-vertical' },
];

export const ANY_GRADE: Choice<Quality> = { value: 'auto', label: 'grade.auto', icon: 'gauge' };
export const GRADES: readonly Choice<Quality>[] = [
  ANY_GRADE,
  { value: 'low', label: 'grade.low', icon: 'gauge' },
  { value: 'medium', label: 'grade.medium', icon: 'gauge' },
  { value: 'high', label: 'grade.high', icon: 'gauge' },
];

/** Pixels asked for, or those of a square where the choice is left to the generator. */
export function pixelsOf(size: Size): { readonly width: number; readonly height: number } {
  const [width = 1024, height = 1024] = size === 'auto' ? [] : size.split('x').map(Number);
  return { width, height };
}

export function requestOf({ prompt, size, quality, count }: Wish, conversationId: string | null): GenerateImageInput {
  return { prompt, size, quality, count, ...(conversationId === null ? {} : { conversationId }) };
}
