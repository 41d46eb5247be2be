import { Injectable } from '@nestjs/common';
import type { Preview } from '@vitrine/contracts';
import { Signal } from '../live/signal';
import { LiveNews } from '../live/live-news';

/** What is known of a generation only while it runs, and only where it runs. */
export interface LiveGeneration {
  readonly stage: 'drawing' | 'refining' | 'saving';
  /** The newest; those before it are of no use to anyone. */
  readonly preview: Preview | null;
}

/**
 * Tells who watches a generation that something about it has changed, never what: the rows say what, so that a notice
 * lost or late does no harm. In this process; one that reaches other processes can take its place.
 */
@Injectable()
export class GenerationEvents {
  private readonly signals = new Map<string, Set<Signal>>();
  private readonly lives = new Map<string, LiveGeneration>();
  private ended = false;

  constructor(private readonly news: LiveNews) {}

  /** Its row may say something else: who watches it is told, and so are the open devices of its owner. */
  changed(owner: string, id: string): void {
    this.ring(owner, id);
    this.news.generationChanged(owner, id);
  }

  /** Raised with every change until it is closed. One given out after `end` is never raised. */
  subscribe(owner: string, id: string): Signal {
    const key = keyOf(owner, id);
    const signal = new Signal(() => {
      const signals = this.signals.get(key);
      signals?.delete(signal);
      if (signals?.size === 0) this.signals.delete(key);
    });
    this.signals.set(key, (this.signals.get(key) ?? new Set()).add(signal));
    if (this.ended) signal.close();
    return signal;
  }

  liveOf(owner: string, id: string): LiveGeneration | null {
    return this.lives.get(keyOf(owner, id)) ?? null;
  }

  /** The provider is called: from now on there may be something to see. */
  begin(owner: string, id: string): void {
    this.lives.set(keyOf(owner, id), { stage: 'drawing', preview: null });
    this.changed(owner, id);
  }

  /** A preview that comes when the generation is over, or after a newer one, is dropped. */
  preview(owner: string, id: string, preview: Preview): void {
    const live = this.liveOf(owner, id);
    if (live === null || live.stage === 'saving' || (live.preview?.index ?? -1) >= preview.index) return;
    this.lives.set(keyOf(owner, id), { stage: 'refining', preview });
    this.ring(owner, id);
  }

  saving(owner: string, id: string): void {
    const live = this.liveOf(owner, id);
    if (live) this.lives.set(keyOf(owner, id), { ...live, stage: 'saving' });
    this.ring(owner, id);
  }

  over(owner: string, id: string): void {
    this.lives.delete(keyOf(owner, id));
    this.changed(owner, id);
  }

  /** Its rows cannot be written, so there is no end to wait for. Who comes later finds it when its lease is over. */
  lost(owner: string, id: string, why: unknown): void {
    for (const signal of this.signals.get(keyOf(owner, id)) ?? []) signal.fail(why);
  }

  /** The process stops: nobody waits here any longer. */
  end(): void {
    this.ended = true;
    for (const signals of this.signals.values()) for (const signal of [...signals]) signal.close();
  }

  /** Something smaller, of interest to those alone who watch it. */
  private ring(owner: string, id: string): void {
    for (const signal of this.signals.get(keyOf(owner, id)) ?? []) signal.raise();
  }
}

/** The owner is part of the name: a watcher of another's generation hears nothing, whatever was forgotten before. */
function keyOf(owner: string, id: string): string {
  return `${owner}/${id}`;
}
