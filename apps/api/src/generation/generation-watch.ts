import { Injectable } from '@nestjs/common';
import type { GenerationRow } from '../database/schema';
import { GenerationNews, hasEnded, type IdentifiedEvent } from './generation-news';
import { GenerationObserver, type GenerationSubscription } from './generation-observer';
import { GenerationReader } from './generation-reader';
import { type LastEvent, NOTHING_SENT } from './last-event';

/** Open event streams of one generation, as of one library. */
export const STREAMS_MAX = 20;
/** Requests that wait for the end of one generation: the same one, sent again. */
const WAITING_MAX = 100;
/** A subscription is raised more often than this. */
const PATIENCE_MS = 60_000;

/** Whether the watcher may still watch; `now`: before something is sent, so that it must not be an older answer. */
export type MayWatch = (now: boolean) => Promise<boolean>;

/** Waits for a generation. Who waits may leave at any time; the job goes on. */
@Injectable()
export class GenerationWatch {
  constructor(
    private readonly observer: GenerationObserver,
    private readonly reader: GenerationReader,
  ) {}

  /** @throws `too-many-requests` when the owner watches, or waits for, as many generations as one may, or this one as often. */
  requireRoom(owner: string, id?: string): void {
    this.observer.requireRoom(owner, id, STREAMS_MAX);
  }

  /** The row when it has ended; as it is when the caller has gone or the process stops. */
  async ended(owner: string, id: string, gone: AbortSignal): Promise<GenerationRow> {
    const subscription = this.subscribe(owner, id, WAITING_MAX, gone);
    try {
      for (let isOpen = true; isOpen;) {
        isOpen = await subscription.signal.next(PATIENCE_MS);
        const row = subscription.snapshot()?.row;
        if (row && hasEnded(row.status)) return row;
      }
      return subscription.snapshot()?.row ?? (await this.reader.row(owner, id));
    } finally {
      subscription.signal.close();
    }
  }

  /** Whether there is nothing more to send to a client that had this event. @throws `not-found` */
  async isOver(owner: string, id: string, last: LastEvent): Promise<boolean> {
    const { status } = await this.reader.row(owner, id);
    return last.isLast && hasEnded(status);
  }

  /** Begins with the present state, or with what is new since the last event that the watcher had; ends with the generation, or when the watcher `may` no longer. */
  async *eventsOf(owner: string, id: string, gone: AbortSignal, may: MayWatch, last: LastEvent = NOTHING_SENT): AsyncGenerator<IdentifiedEvent> {
    const subscription = this.subscribe(owner, id, STREAMS_MAX, gone);
    const news = new GenerationNews(last);
    try {
      for (let isOpen = true; isOpen;) {
        isOpen = await subscription.signal.next(PATIENCE_MS);
        const snapshot = subscription.snapshot();
        if (!snapshot) return;
        const events = [...news.since(snapshot.generation, snapshot.preview)];
        if (!(await may(events.length > 0))) return;
        yield* events;
        if (hasEnded(snapshot.row.status)) return;
      }
    } finally {
      subscription.signal.close();
    }
  }

  private subscribe(owner: string, id: string, most: number, gone: AbortSignal): GenerationSubscription {
    const subscription = this.observer.subscribe(owner, id, most);
    if (gone.aborted) subscription.signal.close();
    gone.addEventListener('abort', () => { subscription.signal.close(); }, { once: true });
    return subscription;
  }
}
