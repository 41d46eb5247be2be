import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config';
import { DataModule } from '../maintenance/data.module';
import { connect } from './connect';
import { DataLock } from './data-lock';
import { Database } from './database';
import { InstallationRepository } from './installation.repository';
import { LeaseRepository } from './lease.repository';

@Global()
@Module({
  imports: [DataModule],
  providers: [
    // The lock is injected so that nothing is opened before it is held.
    { provide: Database, inject: [Config, DataLock], useFactory: (config: Config) => connect(config.databaseFile) },
    InstallationRepository,
    LeaseRepository,
  ],
  exports: [Database, InstallationRepository, LeaseRepository],
})
export class DatabaseModule {}
