import type { Generation, GenerationEvent, GenerationStatus, Preview } from '@vitrine/contracts';

export function hasEnded(status: GenerationStatus): status is 'succeeded' | 'failed' | 'cancelled' | 'interrupted' {
  return status !== 'queued' && status !== 'running';
}

/** Turns what is seen of a generation, look by look, into events: each thing is told once, and the newest preview only. */
export class GenerationNews {
  private state = '';
  private preview: Preview | null = null;

  *since(generation: Generation, preview: Preview | null): Generator<GenerationEvent> {
    const { status } = generation;
    if (status === 'queued' || status === 'running') yield* this.underWay(status, generation, preview);
    else yield* end(generation);
  }

  private *underWay(event: 'queued' | 'running', data: Generation, preview: Preview | null): Generator<GenerationEvent> {
    const state = JSON.stringify([event, data.progress]);
    if (state !== this.state) yield { event, data };
    this.state = state;
    if (preview && preview !== this.preview) yield { event: 'partial', data: preview };
    this.preview = preview;
  }
}

function* end(generation: Generation): Generator<GenerationEvent> {
  for (const image of generation.images) yield { event: 'saved', data: image };
  yield { event: generation.status === 'succeeded' ? 'done' : 'failed', data: generation };
}
