import { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import type { ArchiveManifest } from '@vitrine/contracts';
import { type SpooledUpload, UploadSpool } from '../import/upload-spool';
import { StorageError } from '../storage/storage-error';
import type { ArchivedFile } from './archive-stream';

/** Of a thousand images with long prompts it has 12 MB, and its client may read slowly. */
export const IN_MEMORY_MAX = 64 * 1024;

/** A manifest that waits to be sent. It must be closed. */
export interface HeldManifest {
  readonly file: ArchivedFile;
  readonly close: () => Promise<void>;
}

/** Holds the manifests of archives while they are sent: large ones on the disk. */
@Injectable()
export class ArchiveManifests {
  constructor(private readonly spool: UploadSpool) {}

  async hold(manifest: ArchiveManifest): Promise<HeldManifest> {
    const bytes = Buffer.from(JSON.stringify(manifest, null, 2));
    const spooled = bytes.byteLength > IN_MEMORY_MAX ? await this.spooled(bytes) : null;
    return spooled ? onDisk(spooled, bytes.byteLength) : inMemory(bytes);
  }

  /** Null when the disk cannot take it: a full one is no reason to refuse what may make room on it. */
  private async spooled(bytes: Uint8Array): Promise<SpooledUpload | null> {
    try {
      const upload = await this.spool.open();
      await upload.append(bytes).catch(async (error: unknown) => {
        await upload.close();
        throw error;
      });
      return upload;
    } catch (error) {
      if (error instanceof StorageError) return null;
      throw error;
    }
  }
}

function onDisk(upload: SpooledUpload, bytes: number): HeldManifest {
  return { file: fileOf(bytes, () => upload.stream()), close: () => upload.close() };
}

function inMemory(bytes: Buffer): HeldManifest {
  return { file: fileOf(bytes.byteLength, () => Readable.from([bytes])), close: () => Promise.resolve() };
}

function fileOf(bytes: number, open: () => Readable): ArchivedFile {
  return { name: 'manifest.json', bytes, modifiedAt: new Date(), open: () => Promise.resolve(open()) };
}
