import { mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import type { ArchiveManifest } from '@vitrine/contracts';
import { FileUploadSpool } from '../storage/file-upload-spool';
import { ArchiveManifests, IN_MEMORY_MAX } from './archive-manifests';

const manifestOf = (length: number): ArchiveManifest => ({
  format: 'vitrine-archive', version: 1, createdAt: '2026-11-26T10:00:00.000Z', images: [], missing: [{ filename: 'a.png', prompt: '港'.repeat(length), reason: 'missing' }],
});

describe('ArchiveManifests', () => {
  let folder: string;
  let spool: FileUploadSpool;
  let manifests: ArchiveManifests;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'vitrine-manifests-'));
    spool = new FileUploadSpool(join(folder, 'incoming'));
    manifests = new ArchiveManifests(spool);
  });
  afterEach(() => rm(folder, { recursive: true }));

  it.each([['small', 10, 0], ['large', IN_MEMORY_MAX, 1]] as const)('hold a %s one until it is closed', async (_, length, spooled) => {
    const open = jest.spyOn(spool, 'open');
    const manifest = await manifests.hold(manifestOf(length));

    expect(await json(await manifest.file.open())).toEqual(manifestOf(length));
    expect(open).toHaveBeenCalledTimes(spooled);
    expect(manifest.file.bytes).toBeGreaterThan(3 * length);
    await manifest.close();
    expect(await readdir(folder).then((names) => (names.length === 0 ? [] : readdir(join(folder, 'incoming'))))).toEqual([]);
  });

  it('hold a large one in memory when the disk cannot take it', async () => {
    await writeFile(join(folder, 'incoming'), '');

    const manifest = await manifests.hold(manifestOf(IN_MEMORY_MAX));

    expect(await json(await manifest.file.open())).toEqual(manifestOf(IN_MEMORY_MAX));
    await manifest.close();
  });

  it('may be closed while they are read', async () => {
    const manifest = await manifests.hold(manifestOf(10 * IN_MEMORY_MAX));
    const stream = await manifest.file.open();
    await new Promise((read) => stream.once('data', read));

    stream.destroy();
    await manifest.close();

    expect(stream.destroyed).toBe(true);
  });
});
