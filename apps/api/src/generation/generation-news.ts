import type { Generation, GenerationEvent, GenerationStatus, Preview } from '@vitrine/contracts';
import { type LastEvent, nameState, NOTHING_SENT, writeEventId } from './last-event';

/** The id is good as `Last-Event-ID`. */
export type IdentifiedEvent = GenerationEvent & { readonly id: string };

export function hasEnded(status: GenerationStatus): status is 'succeeded' | 'failed' | 'cancelled' | 'interrupted' {
  return status !== 'queued' && status !== 'running';
}

/** Turns the snapshots of a generation into events: each thing is sent once, and the newest preview only. */
export class GenerationNews {
  constructor(private sent: LastEvent = NOTHING_SENT) {}

  *since(generation: Generation, preview: Preview | null): Generator<IdentifiedEvent> {
    const { status } = generation;
    if (status === 'queued' || status === 'running') yield* this.underWay(status, generation, preview);
    else yield* this.end(generation);
  }

  private *underWay(event: 'queued' | 'running', data: Generation, preview: Preview | null): Generator<IdentifiedEvent> {
    const state = nameState(event, data.progress);
    if (state !== this.sent.state) yield this.identified({ event, data }, { state });
    if (preview && preview.index > this.sent.preview) yield this.identified({ event: 'partial', data: preview }, { preview: preview.index });
  }

  private *end(generation: Generation): Generator<IdentifiedEvent> {
    const { images, status } = generation;
    for (let saved = this.sent.saved + 1; saved <= images.length; saved += 1) {
      const image = images[saved - 1];
      if (image) yield this.identified({ event: 'saved', data: image }, { saved });
    }
    if (!this.sent.isLast) yield this.identified({ event: status === 'succeeded' ? 'done' : 'failed', data: generation }, { isLast: true });
  }

  private identified(event: GenerationEvent, sent: Partial<LastEvent>): IdentifiedEvent {
    this.sent = { ...this.sent, ...sent };
    return { ...event, id: writeEventId(this.sent) };
  }
}
