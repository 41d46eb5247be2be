import { Injectable } from '@nestjs/common';
import type { Image, ImportImage } from '@vitrine/contracts';
import type { ImageRow } from '../../database/schema';
import { GenerationFailure, OversizedImage } from '../../generation/generators/generation-failure';
import { type ProvenImage, proveImage } from '../../generation/generators/prove-image';
import { IdempotencyRepository, type NamedRequest } from '../../idempotency/idempotency.repository';
import { conflict, malformed, tooManyPixels } from '../../problems/catalogue';
import { ProblemException } from '../../problems/problem.exception';
import { ImageRepository } from '../image.repository';
import { ImageViews } from '../image-views';
import { ImagesService } from '../images.service';
import { TrashService } from '../trash/trash.service';
import { ImportImageRepository } from './import-image.repository';

const ROUTE = 'import-image';

export interface Imported {
  readonly image: Image;
  /** False: the owner had these very bytes before. */
  readonly created: boolean;
}

/** Takes in images that were made elsewhere, each once. */
@Injectable()
export class ImportService {
  constructor(
    private readonly images: ImagesService,
    private readonly rows: ImageRepository,
    private readonly imports: ImportImageRepository,
    private readonly idempotency: IdempotencyRepository,
    private readonly trash: TrashService,
    private readonly views: ImageViews,
  ) {}

  /**
   * What is in the trash comes back, as its owner asks for it anew; but the same request sent again brings nothing back
   * that was deleted since.
   */
  async add(owner: string, bytes: Uint8Array, about: ImportImage, key: string | null): Promise<Imported> {
    const proven = await prove(bytes);
    const request = key === null ? null : { route: ROUTE, key, body: { sha256: proven.sha256, ...about } };
    if (request && (await this.idempotency.knows(owner, request))) return this.again(owner, proven.sha256);
    await this.takeFromTrash(owner, proven.sha256);
    const there = await this.rows.ofHash(owner, proven.sha256);
    if (!there) return this.keep(owner, proven, about, request);
    if (request) await this.imports.claim(owner, there, request);
    return this.answer(there, false);
  }

  private async again(owner: string, sha256: string): Promise<Imported> {
    return this.answer(found(await this.rows.ofHash(owner, sha256)), false);
  }

  private async takeFromTrash(owner: string, sha256: string): Promise<void> {
    const there = await this.rows.ofHash(owner, sha256);
    if (there && there.deleted_at !== null) await this.trash.restore(owner, [there.filename]).catch(unlessGone);
  }

  /** Bytes first, row second. Those of two who come at the same time with the same bytes are kept once. */
  private async keep(owner: string, proven: ProvenImage, about: ImportImage, request: NamedRequest | null): Promise<Imported> {
    const row = await this.images.prepare(owner, { ...proven, ...originOf(about) });
    const kept = await this.commit(owner, row, request);
    const created = kept?.id === row.id;
    if (created) this.images.added(row);
    else await this.images.discard(row);
    return this.answer(found(kept), created);
  }

  /** A commit that was answered with an error may have happened: the row decides, and while it cannot be read nothing is thrown away. */
  private async commit(owner: string, row: ImageRow, request: NamedRequest | null): Promise<ImageRow | undefined> {
    try {
      return await this.imports.insert(owner, row, request);
    } catch (error) {
      const kept = await this.rows.byId(owner, row.id);
      if (kept) return kept;
      await this.images.discard(row);
      throw error;
    }
  }

  private async answer(row: ImageRow, created: boolean): Promise<Imported> {
    return { image: await this.views.one(row), created };
  }
}

async function prove(bytes: Uint8Array): Promise<ProvenImage> {
  try {
    return await proveImage(bytes);
  } catch (error) {
    if (error instanceof OversizedImage) throw tooManyPixels(error);
    throw error instanceof GenerationFailure ? malformed('These bytes are no whole PNG, JPEG or WebP that can be kept.') : error;
  }
}

function found(row: ImageRow | undefined): ImageRow {
  if (!row) throw conflict('This image was added and has been deleted for good since. Use a new key to add it again.');
  return row;
}

/** Restored or deleted for good by somebody else meanwhile: what is there then decides. */
function unlessGone(error: unknown): void {
  if (!(error instanceof ProblemException) || error.problem !== 'not-found') throw error;
}

/** Nobody can make an image tomorrow. */
function originOf({ prompt, model, createdAt }: ImportImage) {
  const now = Date.now();
  return {
    prompt, model, revisedPrompt: null, provider: 'device', quality: null, source: 'imported', generationId: null, conversationId: null,
    createdAt: createdAt === undefined ? now : Math.min(now, Date.parse(createdAt)),
  } as const;
}
