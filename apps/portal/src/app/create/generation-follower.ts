import type { GenerateImageInput, GenerationEvent } from '@vitrine/contracts';
import { inject, Injectable } from '@angular/core';
import { Connection } from '../api/connection';
import { kindOf, UNREACHABLE } from '../api/problem';
import { GenerationApi, type Tell } from './generation-api';

/** What a stream can lose and find again. */
interface Watch {
  readonly tell: Tell;
  /** The server went away; it is asked again when it is back. */
  readonly cut: () => void;
  readonly signal: AbortSignal;
}

const AGAIN_MS = 1000;

/** Stays with a generation until it is over, through streams that end early and servers that come back. */
@Injectable({ providedIn: 'root' })
export class GenerationFollower {
  private readonly api = inject(GenerationApi);
  private readonly connection = inject(Connection);

  /** Rejects with `unreachable` when not even the beginning was heard, after one more try with the same key. */
  async create(request: GenerateImageInput, key: string, watch: Watch): Promise<void> {
    const heard = new Listener(watch.tell);
    try {
      await this.api.create(request, key, heard.tell, watch.signal);
    } catch (error) {
      if (kindOf(error) !== UNREACHABLE) throw error;
      if (heard.id === null) await this.onceMore(request, key, heard, watch);
    }
    if (heard.id !== null && !heard.over) await this.follow(heard.id, watch);
  }

  async follow(id: string, watch: Watch): Promise<void> {
    const heard = new Listener(watch.tell);
    while (!heard.over && !watch.signal.aborted) {
      try {
        await this.api.watch(id, heard.tell, watch.signal);
      } catch (error) {
        if (kindOf(error) !== UNREACHABLE) throw error;
        watch.cut();
        await this.connection.back();
      }
      if (!heard.over) await pause(AGAIN_MS);
    }
  }

  private async onceMore(request: GenerateImageInput, key: string, heard: Listener, watch: Watch): Promise<void> {
    await pause(AGAIN_MS);
    try {
      await this.api.create(request, key, heard.tell, watch.signal);
    } catch (error) {
      if (heard.id === null || kindOf(error) !== UNREACHABLE) throw error;
    }
  }
}

/** Remembers of a stream which generation it tells of, and whether it has told the end. */
class Listener {
  id: string | null = null;
  over = false;

  constructor(private readonly pass: Tell) {}

  readonly tell = (event: GenerationEvent): void => {
    if (event.event !== 'partial' && event.event !== 'saved') this.id = event.data.id;
    this.over ||= event.event === 'done' || event.event === 'failed';
    this.pass(event);
  };
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => { setTimeout(resolve, ms); });
}
