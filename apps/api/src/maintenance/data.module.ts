import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config';
import { DataLock } from '../database/data-lock';
import { enterData } from './restore/restore';

/** The data, held for as long as the application runs; whoever opens a part of it injects the lock first. */
@Global()
@Module({
  providers: [{ provide: DataLock, inject: [Config], useFactory: enterData }],
  exports: [DataLock],
})
export class DataModule {}
