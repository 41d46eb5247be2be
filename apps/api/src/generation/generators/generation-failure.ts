/** Why there is no image, in the words the caller acts on. */
export type FailureReason =
  /** The provider's safety rules. The same prompt will be refused again. */
  | { readonly kind: 'refused'; readonly categories: readonly string[] }
  /** Something about the request other than its prompt: the provider did nothing and says so. */
  | { readonly kind: 'rejected' }
  /** Too much at once; the prompt is fine. */
  | { readonly kind: 'rate-limited'; readonly retryAfterSeconds: number }
  /** Settings, credit or reach: only the operator can mend it. */
  | { readonly kind: 'unavailable' }
  /** It answered with something that should be an image and is none that can be kept. */
  | { readonly kind: 'invalid-image' }
  /** It did not answer with an image. */
  | { readonly kind: 'failed' }
  | { readonly kind: 'timeout' }
  /** The caller's own signal. */
  | { readonly kind: 'cancelled' };

export interface FailureFacts {
  /** True when it is certain that nothing was made or billed; otherwise asking again may cost again. */
  readonly outcomeKnown: boolean;
  /** For the operator's log: our own words and `safeToken`s, never a sentence of the provider's, which may quote the prompt. */
  readonly detail: string;
  readonly requestId?: string | null;
  /** The provider's reason, for the person who asked and nobody else. */
  readonly sentence?: string | null;
}

/** A generation that ended without an image. It holds no underlying error: those may carry keys and prompts. */
export class GenerationFailure extends Error {
  override readonly name = 'GenerationFailure';
  readonly reason: FailureReason;
  readonly outcomeKnown: boolean;
  readonly detail: string;
  readonly requestId: string | null;
  /** Private to the language, so that no logger finds it. */
  readonly #sentence: string | null;

  constructor(reason: FailureReason, { outcomeKnown, detail, requestId = null, sentence = null }: FailureFacts) {
    super(`${reason.kind}: ${detail}`);
    this.reason = reason;
    this.outcomeKnown = outcomeKnown;
    this.detail = detail;
    this.requestId = requestId;
    this.#sentence = sentence;
  }

  get sentence(): string | null {
    return this.#sentence;
  }

  get kind(): FailureReason['kind'] {
    return this.reason.kind;
  }
}

/** An image with more pixels than are kept. */
export class OversizedImage extends GenerationFailure {
  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    super({ kind: 'invalid-image' }, { outcomeKnown: false, detail: `an image of ${String(width)} × ${String(height)} pixels is too large to keep` });
  }
}

/** The provider answered, but with no image that can be kept. It may have billed one. */
export function noImage(detail: string): GenerationFailure {
  return new GenerationFailure({ kind: 'failed' }, { outcomeKnown: false, detail });
}

/** What came in the place of an image is none, or none that can be kept. It may have been billed. */
export function invalidImage(detail: string): GenerationFailure {
  return new GenerationFailure({ kind: 'invalid-image' }, { outcomeKnown: false, detail });
}
