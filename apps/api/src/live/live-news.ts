import { type BeforeApplicationShutdown, Injectable } from '@nestjs/common';
import { tooManyRequests } from '../problems/catalogue';
import { Signal } from './signal';

/** Open streams of one user: some tabs on some devices. */
export const STREAMS_MAX = 20;
const RETRY_SECONDS = 60;

/** One open stream's subscription. */
export interface LiveSubscription {
  readonly signal: Signal;
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
  private readonly subscriptions = new Map<string, Map<Signal, Unsent>>();
  private ended = false;

  libraryChanged(owner: string): void {
    this.signalLibrary(owner);
  }

  /** As `libraryChanged`, for a change by another process, or what may be one. */
  signalLibrary(owner: string): void {
    for (const [signal, unsent] of this.subscriptions.get(owner) ?? []) {
      unsent.library = true;
      signal.raise();
    }
  }

  generationChanged(owner: string, id: string): void {
    for (const [signal, unsent] of this.subscriptions.get(owner) ?? []) {
      unsent.generations.add(id);
      signal.raise();
    }
  }

  /** Lasts until its signal is closed. One given out after the end is never raised. @throws `too-many-requests` */
  listen(owner: string): LiveSubscription {
    const subscriptions = this.subscriptions.get(owner) ?? new Map<Signal, Unsent>();
    if (subscriptions.size >= STREAMS_MAX) throw tooManyRequests(RETRY_SECONDS);
    const unsent: Unsent = { generations: new Set(), library: true };
    const signal = new Signal(() => {
      subscriptions.delete(signal);
      if (subscriptions.size === 0) this.subscriptions.delete(owner);
    });
    this.subscriptions.set(owner, subscriptions.set(signal, unsent));
    if (this.ended) signal.close();
    return { signal, generations: () => takeAll(unsent.generations), library: () => takeLibrary(unsent) };
  }

  /** Those who have a stream open. */
  owners(): string[] {
    return [...this.subscriptions.keys()];
  }

  openStreamsOf(owner: string): number {
    return this.subscriptions.get(owner)?.size ?? 0;
  }

  /** The process stops: it would wait for every open stream. */
  beforeApplicationShutdown(): void {
    this.ended = true;
    for (const subscriptions of this.subscriptions.values()) for (const signal of [...subscriptions.keys()]) signal.close();
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
