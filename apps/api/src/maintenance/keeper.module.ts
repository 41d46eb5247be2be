import { type DynamicModule, Global, Module } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import { pino } from 'pino';
import { ADAPTERS } from '../app.module';
import { UserRepository } from '../auth/user.repository';
import { Config } from '../config/config';
import { connectUnmigrated } from '../database/connect';
import { DatabaseModule } from '../database/database.module';
import { ImageRowsModule } from '../images/image-rows.module';
import { StorageModule } from '../images/storage/storage.module';
import { Adoption } from './adopt/adoption';
import { FolderOwners } from './adopt/folder-owners';
import { Backup } from './backup/backup';
import { CounterExaminer } from './counter-examiner';
import { Doctor } from './doctor';
import { Repairs } from './repairs';
import { RowExaminer } from './row-examiner';
import { Sweep } from './sweep';
import { ThingExaminer } from './thing-examiner';

@Global()
@Module({})
class GivenModule {
  static with(config: Config): DynamicModule {
    return {
      module: GivenModule,
      providers: [{ provide: Config, useValue: config }],
      exports: [Config],
    };
  }
}

/** What a keeper at the command line works with: the rows and the files, and nothing that starts to work by itself. */
@Module({})
export class KeeperModule {
  static with(config: Config): DynamicModule {
    return {
      module: KeeperModule,
      imports: [
        GivenModule.with(config),
        // What is printed is for who called; what goes wrong on the way goes beside it.
        LoggerModule.forRoot({ pinoHttp: [{ level: 'warn' }, pino.destination(2)] }),
        DatabaseModule.with(connectUnmigrated),
        ImageRowsModule,
        StorageModule.with(ADAPTERS),
      ],
      providers: [RowExaminer, ThingExaminer, CounterExaminer, Doctor, Repairs, Sweep, UserRepository, FolderOwners, Adoption, Backup],
    };
  }
}
