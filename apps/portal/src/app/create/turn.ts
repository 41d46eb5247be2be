import type { Generation, GenerationEvent, Image, Preview } from '@vitrine/contracts';
import { inLibrary, type LibraryImage } from '../images/library-image';
import { type Failure, failureOf } from './failure';
import type { Wish } from './wish';

/** One wish in a chat, and what has become of it. */
export interface Turn {
  /** Names it in this page; of a wish sent from here also its Idempotency-Key. */
  readonly key: string;
  readonly wish: Wish;
  /** When it was asked for, in ms. */
  readonly since: number;
  readonly underWay: boolean;
  /** Where it is drawn: by the server, or in this browser. */
  readonly place: 'library' | 'device';
  /** What the server says of it; null until it has said anything. */
  readonly generation: Generation | null;
  readonly preview: Preview | null;
  readonly images: readonly LibraryImage[];
  readonly failure: Failure | null;
  /** The server went away in the middle: it is asked again when it is back. */
  readonly cut: boolean;
  readonly cancelling: boolean;
  /** Of its images, those that were deleted from this device since. */
  readonly lost: number;
}

export function newTurn(key: string, wish: Wish): Turn {
  return {
    key, wish, since: Date.now(), underWay: true, place: 'library', generation: null, preview: null,
    images: [], failure: null, cut: false, cancelling: false, lost: 0,
  };
}

/** A wish out of the chat's history. */
export function turnOf(generation: Generation): Turn {
  const { id, prompt, size, quality, count } = generation;
  const asked = { ...newTurn(id, { prompt, size, quality, count }), since: Date.parse(generation.createdAt) };
  return told(asked, generation);
}

/** The turn after one more word of the server. */
export function heard(turn: Turn, event: GenerationEvent): Turn {
  switch (event.event) {
    case 'partial': return { ...turn, preview: event.data, cut: false };
    case 'saved': return { ...turn, images: withImage(turn.images, event.data), cut: false };
    default: return told(turn, event.data);
  }
}

export function failed(turn: Turn, failure: Failure): Turn {
  return { ...turn, failure, underWay: false, cut: false };
}

/** How many of the images asked for did not come to be, of a wish that is over. */
export function missingOf(turn: Turn): number {
  return turn.underWay ? 0 : Math.max(0, turn.wish.count - turn.images.length - removedOf(turn));
}

/** The server is at it, and can be told to stop. */
export function isCancellable({ underWay, place, generation, cancelling, cut }: Turn): boolean {
  return underWay && place === 'library' && generation !== null && !cancelling && !cut;
}

/** How many of its images are gone for good. */
export function removedOf({ generation, lost }: Turn): number {
  return (generation?.removedImages ?? 0) + lost;
}

function told(turn: Turn, generation: Generation): Turn {
  const underWay = generation.status === 'queued' || generation.status === 'running';
  return {
    ...turn,
    generation,
    underWay,
    cut: false,
    preview: underWay ? turn.preview : null,
    cancelling: underWay && turn.cancelling,
    images: generation.images.reduce(withImage, turn.images),
    failure: failureOf(generation),
  };
}

/** The newest word on each image, in the order they came. */
function withImage(images: readonly LibraryImage[], image: Image): readonly LibraryImage[] {
  const known = images.some(({ filename }) => filename === image.filename);
  if (!known) return [...images, inLibrary(image)];
  return images.map((old) => (old.filename === image.filename ? inLibrary(image) : old));
}
