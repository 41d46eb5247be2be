import { type DynamicModule, Module } from '@nestjs/common';
import { AccessModule } from './access/access.module';
import { AuthModule } from './auth/auth.module';
import type { Config } from './config/config';
import { ConfigModule } from './config/config.module';
import { DatabaseModule } from './database/database.module';
import { HealthModule } from './health/health.module';
import { ImagesModule } from './images/images.module';
import { StorageModule } from './images/storage/storage.module';
import { loggerModule } from './http/logger';
import { ProblemsModule } from './problems/problems.module';

/** The only place where adapters are chosen. */
@Module({})
export class AppModule {
  static with(config: Config): DynamicModule {
    return {
      module: AppModule,
      imports: [ConfigModule.with(config), loggerModule(config), ProblemsModule, DatabaseModule, AuthModule, AccessModule, StorageModule, ImagesModule, HealthModule],
    };
  }
}
