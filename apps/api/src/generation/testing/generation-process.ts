import 'reflect-metadata';
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Type } from '@nestjs/common';
import { Test, type TestingModule } from '@nestjs/testing';
import { GenerateImage, type GenerateImageInput } from '@vitrine/contracts';
import sharp from 'sharp';
import { ADAPTERS } from '../../app.module';
import { readConfig } from '../../config/config';
import { ConfigModule } from '../../config/config.module';
import { ConversationsModule } from '../../conversations/conversations.module';
import { Database } from '../../database/database';
import { connect } from '../../database/connect';
import { DatabaseModule } from '../../database/database.module';
import type { GenerationRow } from '../../database/schema';
import { loggerModule } from '../../http/logger';
import { ImagesModule } from '../../images/images.module';
import type { ImageKey } from '../../images/storage/image-store';
import { MemoryImageStore } from '../../images/storage/memory-image-store';
import { StorageModule } from '../../images/storage/storage.module';
import { InlineThumbnailMaker } from '../../images/thumbnails/inline-thumbnail-maker';
import { ProblemsModule } from '../../problems/problems.module';
import { GenerationPace } from '../generation-pace';
import { GenerationModule } from '../generation.module';
import { GenerationRepository } from '../generation.repository';
import { GenerationService } from '../generation.service';
import { GeneratorsModule } from '../generators/generators.module';
import { ManualImageGenerator } from '../generators/manual-image-generator';

/** Tells when something is put. */
class WatchedImageStore extends MemoryImageStore {
  private watching: (() => void)[] = [];

  nextPut(): Promise<void> {
    return new Promise((resolve) => this.watching.push(resolve));
  }

  override async put(key: ImageKey, bytes: Uint8Array): Promise<void> {
    await super.put(key, bytes);
    for (const tell of this.watching.splice(0)) tell();
  }
}

/** What several processes share: the rows, the bytes, and the provider they call. */
export class GenerationGround {
  readonly store = new WatchedImageStore();
  readonly generator = new ManualImageGenerator();
  private readonly processes: GenerationProcess[] = [];

  private constructor(private readonly folder: string) {}

  static async make(): Promise<GenerationGround> {
    return new GenerationGround(await mkdtemp(join(tmpdir(), 'vitrine-jobs-')));
  }

  /** Another process on the same ground. */
  async start(pace: GenerationPace = new GenerationPace(4, 2, 30_000, 0)): Promise<GenerationProcess> {
    const config = readConfig({ LOG_LEVEL: 'silent', DATA_DIR: join(this.folder, 'data'), UPLOADS_DIR: join(this.folder, 'uploads') });
    const storage = { imageStore: () => this.store, storeMarker: ADAPTERS.storeMarker, storeSurvey: ADAPTERS.storeSurvey, uploadSpool: ADAPTERS.uploadSpool, thumbnailMaker: () => new InlineThumbnailMaker() };
    const adapters = { ...storage, imageGenerator: () => this.generator };
    const rest = [StorageModule.with(adapters), GeneratorsModule.with(adapters), ImagesModule, GenerationModule, ConversationsModule];
    const nest = await Test.createTestingModule({ imports: [ConfigModule.with(config), loggerModule(config), ProblemsModule, DatabaseModule.with(connect), ...rest] })
      .overrideProvider(GenerationPace).useValue(pace)
      .compile();
    await nest.init();
    const process = new GenerationProcess(nest);
    this.processes.push(process);
    return process;
  }

  async clear(): Promise<void> {
    for (const process of this.processes) await process.stop();
    await rm(this.folder, { recursive: true, force: true });
  }
}

export class GenerationProcess {
  private stopped: Promise<void> | null = null;

  constructor(private readonly nest: TestingModule) {}

  get<T>(token: Type<T> | (abstract new (...args: never[]) => T)): T {
    return this.nest.get(token as Type<T>, { strict: false });
  }

  get db(): Database {
    return this.get(Database);
  }

  /** The id of a user nobody else is. */
  async someone(): Promise<string> {
    const id = randomUUID();
    const user = { id, email: `${id}@example.com`, display_name: 'Somebody', password_hash: '-', role: 'user', created_at: 0 } as const;
    await this.db.insertInto('users').values(user).execute();
    return id;
  }

  begin(owner: string, wanted: GenerateImageInput, key: string | null = null): Promise<string> {
    return this.get(GenerationService).begin(owner, GenerateImage.parse(wanted), key);
  }

  async row(owner: string, id: string): Promise<GenerationRow> {
    const row = await this.get(GenerationRepository).find(owner, id);
    if (!row) throw new Error(`there is no generation ${id}`);
    return row;
  }

  /** As kill -9 leaves it: nothing it holds is given back, and nothing it does from now on reaches the rows. */
  async kill(): Promise<void> {
    await this.db.destroy();
  }

  /** As SIGTERM does. */
  stop(): Promise<void> {
    this.stopped ??= this.nest.close().catch((error: unknown) => {
      if (!(error instanceof Error && /destroyed|not open|closed/i.test(error.message))) throw error; // It was killed before.
    });
    return this.stopped;
  }
}

/** A whole PNG, another for every shade. */
export function png(shade = 0): Promise<Uint8Array> {
  const background = { r: shade, g: 40, b: 90 };
  return sharp({ create: { width: 64, height: 48, channels: 3, background } }).png().toBuffer();
}

/** Resolves when `look` is content; fails with what it last said when it never is. */
export async function eventually<T>(look: () => Promise<T> | T, forMs = 20_000): Promise<T> {
  const end = Date.now() + forMs;
  for (;;) {
    try {
      return await look();
    } catch (error) {
      if (Date.now() > end) throw error;
      await new Promise((resolve) => setTimeout(resolve, 15));
    }
  }
}
