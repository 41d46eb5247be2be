import { Injectable } from '@nestjs/common';
import type { LiveEvent } from '@vitrine/contracts';
import type { Caller } from '../access/caller';
import { SessionWatch } from '../auth/session-watch';
import type { LibraryChangeRow } from '../database/schema';
import type { ServerSentEvent } from '../http/send-events';
import { LibraryChangeRepository } from '../images/library-change.repository';
import { UsageRepository } from '../images/usage.repository';
import { type LiveSubscription, LiveNews } from './live-news';

/** A session ends without a signal; so it is looked up now and then. */
const LOOK_AGAIN_MS = 2000;

type Event = ServerSentEvent & { readonly data: LiveEvent };

/** What is sent to one open device. It reads the same log whether it was away or not, so nothing is missed in between. */
@Injectable()
export class LiveStream {
  constructor(
    private readonly news: LiveNews,
    private readonly sessions: SessionWatch,
    private readonly changes: LibraryChangeRepository,
    private readonly usage: UsageRepository,
  ) {}

  /** Ends when the caller has gone, when their session has, or with the process. `since`: the version they know. */
  async *eventsOf(caller: Caller, since: number | null, gone: AbortSignal): AsyncGenerator<Event, void> {
    const subscription = this.news.listen(caller.userId);
    try {
      if (gone.aborted) return;
      gone.addEventListener('abort', () => { subscription.signal.close(); }, { once: true });
      yield* this.changesSince(caller, since ?? (await this.versionOf(caller.userId)), subscription);
    } finally {
      subscription.signal.close();
    }
  }

  private async *changesSince(caller: Caller, from: number, subscription: LiveSubscription): AsyncGenerator<Event, void> {
    let version = from;
    yield event({ type: 'ready', version }, true);
    do {
      const news = subscription.library() ? await this.newsSince(caller.userId, version) : [];
      const generations = subscription.generations();
      if (!(await this.lasts(caller, news.length + generations.length > 0))) return;
      for (const event of news) {
        yield event;
        version = event.data.version;
      }
      for (const generationId of generations) yield event({ type: 'generation.changed', generationId, version }, false);
    } while (await subscription.signal.next(LOOK_AGAIN_MS));
  }

  private lasts(caller: Caller, hasNews: boolean): Promise<boolean> {
    return hasNews ? this.sessions.lastsNow(caller) : this.sessions.lasts(caller);
  }

  private async newsSince(owner: string, version: number): Promise<Event[]> {
    const now = await this.versionOf(owner);
    if (now === version) return [];
    const changes = await this.changes.since(owner, version);
    return changes === null ? [event({ type: 'resync', version: now }, true)] : changes.map(toldOf);
  }

  private async versionOf(owner: string): Promise<number> {
    return (await this.usage.of(owner)).version;
  }
}

/** Many images can change with one version: only the last of them says that it is sent in full. */
function toldOf({ kind, filename, version }: LibraryChangeRow, index: number, all: readonly LibraryChangeRow[]): Event {
  return event({ type: `image.${kind}`, filename, version }, all[index + 1]?.version !== version);
}

function event(data: Pick<LiveEvent, 'type' | 'version'> & Partial<LiveEvent>, inFull: boolean): Event {
  const { type, version, filename = null, generationId = null } = data;
  return { ...(inFull ? { id: String(version) } : {}), event: type, data: { type, filename, generationId, version } };
}
