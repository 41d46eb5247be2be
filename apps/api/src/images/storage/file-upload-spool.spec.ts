import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FileUploadSpool } from './file-upload-spool';

describe('the spool of uploads', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-spool-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('rejects with a storage error whatever error the disk has', async () => {
    await writeFile(join(folder, 'incoming'), '');

    await expect(new FileUploadSpool(join(folder, 'incoming')).open()).rejects.toMatchObject({ code: 'STORAGE_UNAVAILABLE' });
  });
});
