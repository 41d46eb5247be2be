import { describe, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { changeError } from '../images/storage/storage-error';
import { sentenceOf, systemReason } from './system-error';

const thrown = (call: Promise<unknown>) => call.then(() => null, (error: unknown) => error);
/** As a disk that is full answers. */
const fullDisk = () => thrown(writeFile('/dev/full', 'a byte'));

describe('sentenceOf', () => {
  it('says that the disk is full', async () => {
    expect(sentenceOf(await fullDisk())).toBe('The disk is full (ENOSPC).');
  });

  it('says why the store could not be changed', async () => {
    expect(sentenceOf(changeError(await fullDisk()))).toBe('the store has no room: the disk is full (ENOSPC)');
  });

  it('does not add to a sentence', async () => {
    expect(sentenceOf(new Error('Nothing was changed.', { cause: await fullDisk() }))).toBe('Nothing was changed.');
  });

  it('names the path', () => {
    const error = Object.assign(new Error('EROFS: read-only file system, open'), { code: 'EROFS', path: '/data/vitrine.db' });

    expect(sentenceOf(error)).toBe('The disk is read-only (EROFS, /data/vitrine.db).');
  });

  it('leaves the message of whatever else it is', async () => {
    const missing = await thrown(readFile('/not/there'));

    expect([systemReason(missing), sentenceOf(missing), sentenceOf('text')]).toEqual([null, (missing as Error).message, 'text']);
  });
});
