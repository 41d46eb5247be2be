import type { GenerateImage } from '@vitrine/contracts';

/** What to make. What the model cannot do was refused before: see `refuseWhatTheModelCannotDo`. */
export interface GenerationRequest
  extends Pick<GenerateImage, 'prompt' | 'size' | 'quality' | 'background' | 'format' | 'count'> {
  /** Tells one user from another without telling who: a keyed hash, stable for the user. */
  readonly safetyIdentifier: string;
  /** Another seed makes the same words differently, where the model knows seeds. */
  readonly seed?: string | number;
}

/** A glimpse of the image under way, for the eye only: never stored, never proved. */
export interface PartialImage {
  /** From 0. */
  readonly index: number;
  /** How many were asked for; fewer may come. */
  readonly of: number;
  readonly bytes: Uint8Array;
}

/** Something for the log that is no failure of the generation. It holds no prompt, no key and no sentence of the provider's. */
export type GenerationNotice =
  /** The provider does not take a parameter; it was asked again without it. */
  | { readonly event: 'provider.parameter-dropped'; readonly parameter: string }
  /** One of several images could not be read. */
  | { readonly event: 'provider.image-lost'; readonly detail: string };

export interface GenerationOptions {
  /** Ends the work and the line to the provider; the promise then rejects as `cancelled`. */
  readonly signal?: AbortSignal;
  readonly onPartial?: (partial: PartialImage) => void;
  readonly onNotice?: (notice: GenerationNotice) => void;
}

export interface GeneratedImage {
  /** As the provider sent them and as hostile as that: nothing is true of them until `proveImage` says so. */
  readonly bytes: Uint8Array;
  /** The prompt as the provider understood it, where it tells. */
  readonly revisedPrompt: string | null;
}

export interface GenerationUsage {
  readonly inputTokens: number;
  readonly outputTokens: number;
  readonly totalTokens: number;
}

export interface GeneratedImages {
  /** At least one, at most as many as asked for; a provider may give fewer. */
  readonly images: readonly GeneratedImage[];
  readonly model: string;
  readonly provider: string;
  /** The provider's name for the request, for its support. */
  readonly requestId: string | null;
  readonly usage: GenerationUsage | null;
}

/** Makes images from words. In one call the provider is asked again only after it said that it did nothing: any other retry may be billed again. */
export abstract class ImageGenerator {
  /** As images and the capability table name it. */
  abstract readonly model: string;
  abstract readonly provider: string;

  /** Rejects with a `GenerationFailure` and nothing else, within the generator's own deadline. */
  abstract generate(request: GenerationRequest, options?: GenerationOptions): Promise<GeneratedImages>;
}
