import { type DynamicModule, Global, Module } from '@nestjs/common';
import type { Adapters } from '../../adapters';
import { Config } from '../../config/config';
import { Secrets } from '../../config/secrets';
import { SafetyIdentifier } from '../safety-identifier';
import { ImageGenerator } from './image-generator';

@Global()
@Module({})
export class GeneratorsModule {
  static with(adapters: Pick<Adapters, 'imageGenerator'>): DynamicModule {
    return {
      module: GeneratorsModule,
      providers: [
        { provide: ImageGenerator, inject: [Config], useFactory: adapters.imageGenerator },
        { provide: SafetyIdentifier, inject: [Secrets], useFactory: ({ safetyKey }: Secrets) => new SafetyIdentifier(safetyKey) },
      ],
      exports: [ImageGenerator, SafetyIdentifier],
    };
  }
}
