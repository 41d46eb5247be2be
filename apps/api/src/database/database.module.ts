import { Global, Module } from '@nestjs/common';
import { Config } from '../config/config';
import { connect } from './connect';
import { Database } from './database';

@Global()
@Module({
  providers: [{ provide: Database, inject: [Config], useFactory: (config: Config) => connect(config.databaseFile) }],
  exports: [Database],
})
export class DatabaseModule {}
