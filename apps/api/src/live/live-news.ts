import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { tooManyRequests } from '../problems/catalogue';
import { Bell } from './bell';

/** Open streams of one user: some tabs on some devices. */
export const STREAMS_MAX = 20;
const RETRY_SECONDS = 60;

/** One open stream's ear. */
export interface Ear {
  readonly bell: Bell;
  /** Generations that changed since they were last asked for, each once. */
  readonly generations: () => string[];
  /** Whether the library may have changed since this was last asked; true the first time. */
  readonly library: () => boolean;
}

interface Unsent {
  readonly generations: Set<string>;
  library: boolean;
}

/**
 * Tells a user's open streams that something of theirs has changed. What has changed of the library, the rows say, so
 * that a notice lost or late does no harm. In this process; one that reaches other processes can take its place.
 */
@Injectable()
export class LiveNews implements BeforeApplicationShutdown {
  private readonly ears = new Map<string, Map<Bell, Unsent>>();
  private ended = false;

  libraryChanged(owner: string): void {
    this.signalLibrary(owner);
  }

  /** As `libraryChanged`, for a change by another process, or what may be one. */
  signalLibrary(owner: string): void {
    for (const [bell, unsent] of this.ears.get(owner) ?? []) {
      unsent.library = true;
      bell.ring();
    }
  }

  generationChanged(owner: string, id: string): void {
    for (const [bell, unsent] of this.ears.get(owner) ?? []) {
      unsent.generations.add(id);
      bell.ring();
    }
  }

  /** Hears until its bell is closed. One given out after the end never rings. @throws `too-many-requests` */
  listen(owner: string): Ear {
    const ears = this.ears.get(owner) ?? new Map<Bell, Unsent>();
    if (ears.size >= STREAMS_MAX) throw tooManyRequests(RETRY_SECONDS);
    const unsent: Unsent = { generations: new Set(), library: true };
    const bell = new Bell(() => {
      ears.delete(bell);
      if (ears.size === 0) this.ears.delete(owner);
    });
    this.ears.set(owner, ears.set(bell, unsent));
    if (this.ended) bell.close();
    return { bell, generations: () => takeAll(unsent.generations), library: () => takeLibrary(unsent) };
  }

  /** Those who have a stream open. */
  owners(): string[] {
    return [...this.ears.keys()];
  }

  openStreamsOf(owner: string): number {
    return this.ears.get(owner)?.size ?? 0;
  }

  /** The process stops: it would wait for every open stream. */
  beforeApplicationShutdown(): void {
    this.ended = true;
    for (const ears of this.ears.values()) for (const bell of [...ears.keys()]) bell.close();
  }
}

function takeAll(changed: Set<string>): string[] {
  const taken = [...changed];
  changed.clear();
  return taken;
}

function takeLibrary(unsent: Unsent): boolean {
  const { library } = unsent;
  unsent.library = false;
  return library;
}
