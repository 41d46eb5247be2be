import { type DynamicModule, Global, Module } from '@nestjs/common';
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
        { provide: Secrets, useFactory: () => readSecrets(config.dataDir) },
      ],
      exports: [Config, Secrets],
    };
  }
}
