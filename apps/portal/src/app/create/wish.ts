import type { GenerateImageInput } from '@vitrine/contracts';
import { IMAGE_COUNT_MAX, type QUALITIES, type SIZES } from '@vitrine/contracts/limits';
import type { WordKey } from '../i18n/words';
import type { LibraryImage } from '../images/library-image';
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

/** What to ask for to have an image like this one again: its words, its shape as near as there is one, its quality. */
export function wishLike({ prompt, width, height, quality }: Pick<LibraryImage, 'prompt' | 'width' | 'height' | 'quality'>): Omit<Wish, 'count'> {
  const grade = GRADES.find(({ value }) => value === quality) ?? ANY_GRADE;
  return { prompt, size: nearestSize(width / height), quality: grade.value };
}

function nearestSize(ratio: number): Size {
  const far = (size: Size) => Math.abs(Math.log(ratioOf(size) / ratio));
  const sizes = SHAPES.map(({ value }) => value).filter((value) => value !== 'auto');
  return sizes.reduce<Size>((best, size) => (far(size) < far(best) ? size : best), '1024x1024');
}

function ratioOf(size: Size): number {
  const { width, height } = pixelsOf(size);
  return width / height;
}

export function requestOf({ prompt, size, quality, count }: Wish, conversationId: string | null): GenerateImageInput {
  return { prompt, size, quality, count, ...(conversationId === null ? {} : { conversationId }) };
}

/** Of what was kept on this device, which anyone may have altered there. */
export function isWish(value: unknown): value is Wish {
  const { prompt, size, quality, count } = Object(value) as Partial<Record<keyof Wish, unknown>>;
  return typeof prompt === 'string' && SHAPES.some((shape) => shape.value === size)
    && GRADES.some((grade) => grade.value === quality) && Number.isInteger(count) && Number(count) >= 1 && Number(count) <= IMAGE_COUNT_MAX;
}
