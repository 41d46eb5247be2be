import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { onUnsyncedFolder, syncFolder } from './file-sync';

/** Of a file system that answers EINVAL to fsync of its folders. */
const UNSYNCED = '/proc/self';

describe('syncFolder', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-sync-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  it('rejects when the folder is not there', async () => {
    await expect(syncFolder(join(folder, 'none'))).rejects.toMatchObject({ code: 'ENOENT' });
  });

  it('continues where folders cannot be synced, and reports the first of them only', async () => {
    const reported: [unknown, string][] = [];
    onUnsyncedFolder((error, path) => reported.push([error, path]));
    await syncFolder(folder);
    expect(reported).toEqual([]);

    await syncFolder(UNSYNCED);
    await syncFolder(UNSYNCED);

    expect(reported).toEqual([[expect.objectContaining({ code: 'EINVAL' }), UNSYNCED]]);
  });

  it('reports to a listener that comes late', async () => {
    await syncFolder(UNSYNCED);
    const reported: string[] = [];

    onUnsyncedFolder((_, path) => reported.push(path));

    expect(reported).toEqual([UNSYNCED]);
  });
});
