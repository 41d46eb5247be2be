import type { GeneratedImages } from './generators/image-generator';
import { type ProvenImage, proveImage } from './generators/prove-image';

/** An image of an answer that is one. */
export type MadeImage = ProvenImage & { readonly revisedPrompt: string | null };

export interface ProvenAnswer {
  /** At least one. */
  readonly images: readonly MadeImage[];
  /** Why each of the others is none. */
  readonly failures: readonly unknown[];
}

/** Every image of an answer was billed, so one that is none does not take the others with it. Rejects when none is one. */
export async function proveAnswer({ images }: GeneratedImages): Promise<ProvenAnswer> {
  const proven: MadeImage[] = [];
  const failures: unknown[] = [];
  for (const { bytes, revisedPrompt } of images) {
    try {
      proven.push({ ...(await proveImage(bytes)), revisedPrompt });
    } catch (error) {
      failures.push(error);
    }
  }
  if (proven.length === 0) throw failures[0];
  return { images: proven, failures };
}
