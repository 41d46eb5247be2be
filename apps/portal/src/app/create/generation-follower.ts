import type { GenerateImageInput, Generation, GenerationEvent } from '@vitrine/contracts';
import { inject, Injectable } from '@angular/core';
import { Connection } from '../api/connection';
import { kindOf, UNREACHABLE } from '../api/problem';
import { PageVisibility } from '../browser-tabs/page-visibility';
import { GenerationApi, type Tell } from './generation-api';
import { GenerationStreamSlots } from './generation-stream-slots';

/** What a stream can lose and find again. */
interface Watch {
  readonly tell: Tell;
  /** The server went away; it is asked again when it is back. */
  readonly cut: () => void;
  readonly signal: AbortSignal;
}

const RETRY_MS = 1000;

/** Stays with a generation until it is over, through streams that end early and servers that come back. */
@Injectable({ providedIn: 'root' })
export class GenerationFollower {
  private readonly api = inject(GenerationApi);
  private readonly connection = inject(Connection);
  private readonly visibility = inject(PageVisibility);
  private readonly slots = inject(GenerationStreamSlots);

  /** Rejects with `unreachable` when the server did not answer, after one more try with the same key. */
  async create(request: GenerateImageInput, key: string, watch: Watch): Promise<void> {
    const generation = await this.store(request, key);
    const event = eventOf(generation);
    watch.tell(event);
    if (!isLast(event)) await this.follow(generation.id, watch);
  }

  async follow(id: string, watch: Watch): Promise<void> {
    let over = false;
    const tell = (event: GenerationEvent) => { over ||= isLast(event); watch.tell(event); };
    while (!over && !watch.signal.aborted) {
      try {
        await this.read(id, tell, watch.signal);
      } catch (error) {
        if (kindOf(error) !== UNREACHABLE) throw error;
        watch.cut();
        await this.connection.back();
      }
      if (!over) await pause(RETRY_MS);
    }
  }

  private async store(request: GenerateImageInput, key: string): Promise<Generation> {
    try {
      return await this.api.create(request, key);
    } catch (error) {
      if (kindOf(error) !== UNREACHABLE) throw error;
      await pause(RETRY_MS);
      return this.api.create(request, key);
    }
  }

  /** By a stream while this tab is visible and the browser has a connection to spare; else by one question. */
  private async read(id: string, tell: Tell, signal: AbortSignal): Promise<void> {
    const slot = this.visibility.visible() ? await this.slots.take() : null;
    if (!slot) return tell(eventOf(await this.api.generation(id)));
    try {
      await this.api.watch(id, tell, AbortSignal.any([signal, this.visibility.untilHidden()]));
    } finally {
      slot.release();
    }
  }
}

function eventOf(data: Generation): GenerationEvent {
  if (data.status === 'queued' || data.status === 'running') return { event: data.status, data };
  return { event: data.status === 'succeeded' ? 'done' : 'failed', data };
}

function isLast({ event }: GenerationEvent): boolean {
  return event === 'done' || event === 'failed';
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
