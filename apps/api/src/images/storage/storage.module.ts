import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Adapters } from '../../adapters';
import { Config } from '../../config/config';
import { UploadSpool } from '../import/upload-spool';
import { ThumbnailMaker } from '../thumbnails/thumbnail-maker';
import { CallGate } from './call-gate';
import { FolderSyncLog } from './folder-sync-log';
import { GuardedImageStore } from './guarded-image-store';
import { GuardedStoreSurvey } from './guarded-store-survey';
import { ImageSampleRepository } from './image-sample.repository';
import { ImageStore } from './image-store';
import { StoreIdentity, UnguardedImageStore } from './store-identity';
import { StoreMarker } from './store-marker';
import { StoreSurvey } from './store-survey';

/** The store of images, behind the guard that asks whether it is this installation's. */
@Global()
@Module({})
export class StorageModule {
  /** `gate`: the one that calls at the start went through; a new one without. */
  static with(adapters: Omit<Adapters, 'imageGenerator'>, gate?: CallGate): DynamicModule {
    return {
      module: StorageModule,
      providers: [
        { provide: CallGate, inject: [Config], useFactory: ({ storageTimeoutMs }: Config) => gate ?? new CallGate(storageTimeoutMs) },
        { provide: StoreMarker, inject: [Config, CallGate], useFactory: adapters.storeMarker },
        { provide: UnguardedImageStore, inject: [Config, CallGate], useFactory: adapters.imageStore },
        ImageSampleRepository,
        StoreIdentity,
        FolderSyncLog,
        {
          provide: ImageStore,
          inject: [UnguardedImageStore, StoreIdentity],
          useFactory: (store: ImageStore, identity: StoreIdentity) => new GuardedImageStore(store, identity),
        },
        {
          provide: StoreSurvey,
          inject: [Config, StoreIdentity, CallGate],
          useFactory: (config: Config, identity: StoreIdentity, gate: CallGate) => new GuardedStoreSurvey(adapters.storeSurvey(config), identity, gate),
        },
        { provide: UploadSpool, inject: [Config], useFactory: adapters.uploadSpool },
        { provide: ThumbnailMaker, useFactory: adapters.thumbnailMaker },
      ],
      exports: [ImageStore, StoreIdentity, StoreSurvey, UploadSpool, ThumbnailMaker],
    };
  }
}
