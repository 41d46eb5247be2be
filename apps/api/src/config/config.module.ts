import { type DynamicModule, Global, Module } from '@nestjs/common';
import { DataLock } from '../database/data-lock';
import { Config } from './config';
import { Secrets, readSecrets } from './secrets';

@Global()
@Module({})
export class ConfigModule {
  static with(config: Config): DynamicModule {
    return {
      module: ConfigModule,
      providers: [
        { provide: Config, useValue: config },
        // The lock is injected so that nothing is read, or made, before it is held.
        { provide: Secrets, inject: [DataLock], useFactory: () => readSecrets(config.dataDir, config.secretsGroupAccess) },
      ],
      exports: [Config, Secrets],
    };
  }
}
