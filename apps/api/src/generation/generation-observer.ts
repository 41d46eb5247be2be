import { Injectable } from '@nestjs/common';
import type { Generation, Preview } from '@vitrine/contracts';
import type { GenerationRow } from '../database/schema';
import { Signal } from '../live/signal';
import { tooManyRequests } from '../problems/catalogue';
import { GenerationEvents } from './generation-events';
import { hasEnded } from './generation-news';
import { GenerationReader } from './generation-reader';
import { GenerationRepository } from './generation.repository';

/** Another process, or the jobs of others, change what is seen without a signal here; so the rows are read again now and then. */
const LOOK_AGAIN_MS = 2000;
/** Of one owner, over all their generations. */
export const SUBSCRIPTIONS_MAX = 200;
const RETRY_SECONDS = 60;

/** A generation at one moment. */
export interface GenerationSnapshot {
  readonly row: GenerationRow;
  readonly generation: Generation;
  readonly preview: Preview | null;
}

export interface GenerationSubscription {
  /** Raised with every new snapshot, and at once when there is one. Closed when the process stops; failed when the rows cannot be read, or there is no such generation. */
  readonly signal: Signal;
  /** The newest one; null before the first, and when the generation was deleted. */
  readonly snapshot: () => GenerationSnapshot | null;
}

interface Observed {
  readonly signals: Set<Signal>;
  latest: GenerationSnapshot | null;
  /** Raised with every change in this process. */
  readonly changes: Signal;
}

/** Reads a generation once for all who wait for it or watch it, as often as something changes. */
@Injectable()
export class GenerationObserver {
  private readonly observed = new Map<string, Observed>();
  private readonly counts = new Map<string, number>();

  constructor(
    private readonly events: GenerationEvents,
    private readonly generations: GenerationRepository,
    private readonly reader: GenerationReader,
  ) {}

  /** @throws `too-many-requests` when the owner has as many subscriptions as one may, or `most` of this generation. */
  requireRoom(owner: string, id: string | undefined, most: number): void {
    const ofGeneration = id === undefined ? 0 : (this.observed.get(`${owner}/${id}`)?.signals.size ?? 0);
    if (ofGeneration >= most || (this.counts.get(owner) ?? 0) >= SUBSCRIPTIONS_MAX) throw tooManyRequests(RETRY_SECONDS);
  }

  /** Lasts until its signal is closed. `most`: how many the generation may have with this one. @throws `too-many-requests` */
  subscribe(owner: string, id: string, most: number): GenerationSubscription {
    this.requireRoom(owner, id, most);
    const key = `${owner}/${id}`;
    const known = this.observed.get(key);
    const observed = known ?? { signals: new Set<Signal>(), latest: null, changes: this.events.subscribe(owner, id) };
    const signal = new Signal(() => {
      observed.signals.delete(signal);
      this.leave(owner, key, observed);
    });
    observed.signals.add(signal);
    this.counts.set(owner, (this.counts.get(owner) ?? 0) + 1);
    if (observed.latest) signal.raise();
    if (!known) {
      this.observed.set(key, observed);
      void this.observe(owner, id, observed).finally(() => { this.end(key, observed); });
    }
    return { signal, snapshot: () => observed.latest };
  }

  private async observe(owner: string, id: string, observed: Observed): Promise<void> {
    try {
      let row: GenerationRow | undefined = await this.reader.row(owner, id);
      while (row) {
        observed.latest = await this.snapshotOf(owner, row);
        for (const signal of observed.signals) signal.raise();
        if (hasEnded(row.status) || !(await observed.changes.next(LOOK_AGAIN_MS))) return;
        row = await this.generations.find(owner, id);
      }
      observed.latest = null;
    } catch (error) {
      for (const signal of observed.signals) signal.fail(error);
    }
  }

  private async snapshotOf(owner: string, row: GenerationRow): Promise<GenerationSnapshot> {
    return { row, generation: await this.reader.view(owner, row), preview: this.events.liveOf(owner, row.id)?.preview ?? null };
  }

  /** A reader that has not read the last snapshot still does. */
  private end(key: string, observed: Observed): void {
    this.forget(key, observed);
    for (const signal of [...observed.signals]) signal.close();
  }

  private leave(owner: string, key: string, observed: Observed): void {
    const count = (this.counts.get(owner) ?? 1) - 1;
    if (count > 0) this.counts.set(owner, count);
    else this.counts.delete(owner);
    if (observed.signals.size === 0) this.forget(key, observed);
  }

  private forget(key: string, observed: Observed): void {
    if (this.observed.get(key) === observed) this.observed.delete(key);
    observed.changes.close();
  }
}
