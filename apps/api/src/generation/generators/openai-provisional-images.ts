import * as z from 'zod';
import { type AnswerContext, errorOf, failureIn } from './openai-answer';
import type { AnsweredError } from './openai-error';
import { isOfGeneration } from './openai-event-status';
import { type FoundImages, imagesWithin } from './openai-image-search';
import { isPreview } from './openai-preview';

/** `image_generation.partial_image`, or an edit's. */
export const PartialEvent = z.object({ type: z.string().endsWith('.partial_image'), b64_json: z.string(), partial_image_index: z.int().min(0).max(9) });
/** Of any service. Such an event never has the result in a place of its own. */
const ProgressEvent = z.object({ type: z.string().regex(/partial|preview|progress/i) });

/** Images of a stream that count only once its events have ended without a finished one, as any but the last may be a preview; and why there are none. */
export class ProvisionalImages {
  #results: readonly unknown[] = [];
  #previews: readonly unknown[] = [];
  #failure: AnsweredError | null = null;
  #nothingMade = true;

  constructor(private readonly context: AnswerContext) {}

  /** Those that came last, as many as were asked for: results, or previews where there are none. */
  get images(): readonly unknown[] {
    return this.#results.length > 0 ? this.#results : this.#previews;
  }

  /** Of the generation, as far as no image came after it. */
  get failure(): AnsweredError | null {
    return this.#failure;
  }

  /** Looks at an event without a finished image in a known place; `previews` are in such a place. True when it is an error that ends the stream. */
  look(event: unknown, previews: readonly unknown[]): boolean {
    const error = previews.length > 0 ? null : errorOf(event, this.context, this.#nothingMade);
    const failure = error ?? failureIn(event, this.context, this.#nothingMade);
    const isClear = isClearFailure(event, error);
    if (failure) this.#fail(failure, isClear);
    else this.#add(previews.length > 0 ? { results: [], previews } : imagesOf(event));
    this.#nothingMade &&= this.images.length === 0 && !PartialEvent.safeParse(event).success;
    return error !== null && isClear;
  }

  #add({ results, previews }: FoundImages): void {
    this.#results = this.#lastOf(this.#results, results);
    this.#previews = this.#lastOf(this.#previews, previews);
    if (results.length > 0) this.#failure = null;
  }

  /** What came before a clear one was no result; of several images, it may be the failure of another one. */
  #fail(failure: AnsweredError, isClear: boolean): void {
    this.#failure = failure;
    if (!isClear) return;
    this.#previews = [];
    if (this.context.count === 1) this.#results = [];
  }

  #lastOf(before: readonly unknown[], added: readonly unknown[]): readonly unknown[] {
    return [...before, ...added].slice(-this.context.count);
  }
}

/** A preview has errors of its own, and what says by its status alone that it has failed may be anything. */
function isClearFailure(event: unknown, error: AnsweredError | null): boolean {
  return error ? !isPreview(event) : isOfGeneration(event);
}

function imagesOf(event: unknown): FoundImages {
  return ProgressEvent.safeParse(event).success && isPreview(event) ? { results: [], previews: [] } : imagesWithin(event);
}
