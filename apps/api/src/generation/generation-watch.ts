import { Injectable } from '@nestjs/common';
import type { GenerationEvent } from '@vitrine/contracts';
import type { GenerationRow } from '../database/schema';
import type { Bell } from '../live/bell';
import { GenerationEvents } from './generation-events';
import { GenerationNews, hasEnded } from './generation-news';
import { GenerationReader } from './generation-reader';
import { GenerationRepository } from './generation.repository';

/** Another process, or the jobs of others, change what is seen without ringing here, and a session ends without a sound; so one looks again now and then. */
const LOOK_AGAIN_MS = 2000;

/** Waits for a generation. Who waits may leave at any time; the job goes on. */
@Injectable()
export class GenerationWatch {
  constructor(
    private readonly events: GenerationEvents,
    private readonly generations: GenerationRepository,
    private readonly reader: GenerationReader,
  ) {}

  /** The row when it has ended; as it is when the caller has gone or the process stops. */
  async ended(owner: string, id: string, gone: AbortSignal): Promise<GenerationRow> {
    const bell = this.listen(owner, id, gone);
    try {
      let row = await this.reader.row(owner, id);
      while (!hasEnded(row.status) && (await bell.heard(LOOK_AGAIN_MS))) row = await this.reader.row(owner, id);
      return row;
    } finally {
      bell.close();
    }
  }

  /** Begins with how things stand, so that who comes late misses nothing; ends with the generation, or when the watcher `may` no longer. */
  async *eventsOf(owner: string, id: string, gone: AbortSignal, may: () => Promise<boolean>): AsyncGenerator<GenerationEvent> {
    const bell = this.listen(owner, id, gone);
    const news = new GenerationNews();
    try {
      let row: GenerationRow | undefined = await this.reader.row(owner, id);
      while (row && (await may())) {
        const live = this.events.liveOf(owner, id);
        yield* news.since(await this.reader.view(owner, row), live?.preview ?? null);
        if (hasEnded(row.status) || !(await bell.heard(LOOK_AGAIN_MS))) return;
        row = await this.generations.find(owner, id);
      }
    } finally {
      bell.close();
    }
  }

  private listen(owner: string, id: string, gone: AbortSignal): Bell {
    const bell = this.events.subscribe(owner, id);
    if (gone.aborted) bell.close();
    gone.addEventListener('abort', () => { bell.close(); }, { once: true });
    return bell;
  }
}
