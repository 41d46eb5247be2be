import { join } from 'node:path';
import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module';
import type { Adapters } from './adapters';
import { AlbumsModule } from './albums/albums.module';
import { AuthModule } from './auth/auth.module';
import type { Config } from './config/config';
import { ConfigModule } from './config/config.module';
import { ConversationsModule } from './conversations/conversations.module';
import { connect } from './database/connect';
import { DatabaseModule } from './database/database.module';
import { GenerationModule } from './generation/generation.module';
import { GeneratorsModule } from './generation/generators/generators.module';
import { OpenAiImageGenerator } from './generation/generators/openai-image-generator';
import { SketchImageGenerator } from './generation/generators/sketch-image-generator';
import { HealthModule } from './health/health.module';
import { ImagesModule } from './images/images.module';
import type { CallGate } from './images/storage/call-gate';
import { FileImageStore } from './images/storage/file-image-store';
import { FileUploadSpool } from './images/storage/file-upload-spool';
import { FileStoreMarker } from './images/storage/file-store-marker';
import { FileStoreSurvey } from './images/storage/file-store-survey';
import { StorageModule } from './images/storage/storage.module';
import { WorkerThumbnailMaker } from './images/thumbnails/worker-thumbnail-maker';
import { BodyModule } from './http/body.module';
import { loggerModule } from './http/logger';
import { LiveModule } from './live/live.module';
import { MaintenanceModule } from './maintenance/maintenance.module';
import { ProblemsModule } from './problems/problems.module';

export const ADAPTERS: Adapters = {
  imageStore: (config, gate) => new FileImageStore(config.uploadsDir, gate),
  storeMarker: (config, gate) => new FileStoreMarker(config.uploadsDir, gate),
  storeSurvey: (config) => new FileStoreSurvey(config.uploadsDir),
  uploadSpool: (config) => new FileUploadSpool(join(config.dataDir, 'incoming')),
  thumbnailMaker: () => new WorkerThumbnailMaker(),
  // A server that speaks OpenAI's protocol, when the settings name one; drawings by rule, when they do not.
  imageGenerator: ({ openai, proxy, generationTimeoutMs: timeoutMs }) =>
    openai ? new OpenAiImageGenerator({ ...openai, proxy, timeoutMs }) : new SketchImageGenerator(),
};

/** The only place where adapters are chosen. */
@Module({})
export class AppModule {
  static with(config: Config, adapters: Adapters, gate: CallGate): DynamicModule {
    return {
      module: AppModule,
      imports: [
        ConfigModule.with(config), loggerModule(config), ProblemsModule, BodyModule, DatabaseModule.with(connect), AuthModule, AccessModule, StorageModule.with(adapters, gate),
        ImagesModule, AlbumsModule, GeneratorsModule.with(adapters), GenerationModule, ConversationsModule, LiveModule, MaintenanceModule, HealthModule,
      ],
    };
  }
}
