import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config';
import { connect } from './connect';
import { Database } from './database';
import { LeaseRepository } from './lease.repository';

@Global()
@Module({
  providers: [
    { provide: Database, inject: [Config], useFactory: (config: Config) => connect(config.databaseFile) },
    LeaseRepository,
  ],
  exports: [Database, LeaseRepository],
})
export class DatabaseModule {}
