import { Injectable, type OnModuleInit } from '@nestjs/common';
import { PinoLogger } from 'nestjs-pino';
import { onUnsyncedFolder } from './file-sync';

/** Logs, once in the life of the process, that a file system cannot sync its folders. */
@Injectable()
export class FolderSyncLog implements OnModuleInit {
  constructor(private readonly logger: PinoLogger) {}

  onModuleInit(): void {
    onUnsyncedFolder((err, folder) => {
      this.logger.warn({ event: 'storage.folderSyncUnsupported', err, folder }, 'this file system cannot sync folders: after a power cut its newest files may be missing');
    });
  }
}
