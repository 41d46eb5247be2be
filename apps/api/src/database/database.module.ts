import { type DynamicModule, Global, Module } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { Config } from '../config/config';
import { DataModule } from '../maintenance/data.module';
import { DataLock } from './data-lock';
import { Database } from './database';
import { InstallationRepository } from './installation.repository';
import { KnownTime } from './known-time';
import { LeaseRepository } from './lease.repository';
import type { MigrationObserver } from './migrate';
import { ReadThreads } from './read-threads';

@Global()
@Module({})
export class DatabaseModule {
  /** `open` is given the path of the database, and what to call before it changes the tables of an earlier version. */
  static with(open: (file: string, observe: MigrationObserver) => Promise<Database>): DynamicModule {
    return {
      module: DatabaseModule,
      imports: [DataModule],
      providers: [
        // The lock is injected so that nothing is opened before it is held.
        { provide: Database, inject: [Config, DataLock, { token: PinoLogger, optional: true }], useFactory: (config: Config, _lock: DataLock, logger?: PinoLogger) => open(config.databaseFile, logged(logger)) },
        InstallationRepository,
        KnownTime,
        LeaseRepository,
        ReadThreads,
      ],
      exports: [Database, InstallationRepository, KnownTime, LeaseRepository, ReadThreads],
    };
  }
}

function logged(logger: PinoLogger | undefined): MigrationObserver {
  return (from, to) => { logger?.info({ event: 'database.migrating', from, to }, 'changing the tables of the database'); };
}
