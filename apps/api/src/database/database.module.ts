import { type DynamicModule, Global, Module } from '@nestjs/common';
import { Config } from '../config/config';
import { DataModule } from '../maintenance/data.module';
import { DataLock } from './data-lock';
import { Database } from './database';
import { InstallationRepository } from './installation.repository';
import { KnownTime } from './known-time';
import { LeaseRepository } from './lease.repository';
import { ReadThreads } from './read-threads';

@Global()
@Module({})
export class DatabaseModule {
  /** `open` is given the path of the database. */
  static with(open: (file: string) => Promise<Database>): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [DataModule],
      providers: [
        // The lock is injected so that nothing is opened before it is held.
        { provide: Database, inject: [Config, DataLock], useFactory: (config: Config) => open(config.databaseFile) },
        InstallationRepository,
        KnownTime,
        LeaseRepository,
        ReadThreads,
      ],
      exports: [Database, InstallationRepository, KnownTime, LeaseRepository, ReadThreads],
    };
  }
}
