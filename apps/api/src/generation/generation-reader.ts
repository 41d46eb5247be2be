import { Injectable } from '@nestjs/common';
import { type Generation, Id } from '@vitrine/contracts';
import type { GenerationRow } from '../database/schema';
import { ImageRepository } from '../images/image.repository';
import { ImageViews } from '../images/image-views';
import { notFound } from '../problems/catalogue';
import { GenerationEvents } from './generation-events';
import { GenerationQueueRepository } from './generation-queue.repository';
import { GenerationRepository } from './generation.repository';
import { toGeneration } from './generation.view';

/** Generations as their owner sees them: rows, the images they made, and how far they are. */
@Injectable()
export class GenerationReader {
  constructor(
    private readonly generations: GenerationRepository,
    private readonly queue: GenerationQueueRepository,
    private readonly images: ImageRepository,
    private readonly shown: ImageViews,
    private readonly events: GenerationEvents,
  ) {}

  /** @throws `not-found` for what is unknown, another's, or no id at all. */
  async row(owner: string, id: string): Promise<GenerationRow> {
    const row = Id.safeParse(id).success ? await this.generations.find(owner, id) : undefined;
    if (!row) throw notFound();
    return row;
  }

  async view(owner: string, row: GenerationRow): Promise<Generation> {
    const [generation] = await this.views(owner, [row]);
    if (!generation) throw notFound();
    return generation;
  }

  /** Three reads, however many there are. */
  async views(owner: string, rows: readonly GenerationRow[]): Promise<Generation[]> {
    const waiting = rows.filter(({ status }) => status === 'queued').map(({ id }) => id);
    const images = await this.shown.of(owner, await this.images.ofGenerations(owner, rows.map(({ id }) => id)));
    const ahead = await this.queue.ahead(owner, waiting);
    const imagesOf = Map.groupBy(images, (image) => image.generationId);
    return rows.map((row) =>
      toGeneration(row, imagesOf.get(row.id) ?? [], { ahead: ahead.get(row.id) ?? null, live: this.events.liveOf(owner, row.id) }),
    );
  }
}
