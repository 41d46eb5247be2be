import { describe, expect, it } from '@jest/globals';
import { changeError, StorageError } from '../images/storage/storage-error';
import { errorCode, QUOTA_ERROR } from './error-code';
import { problemOf } from './problem-of';

describe('errorCode', () => {
  it.each([[{ code: 'ENOSPC' }, 'ENOSPC'], [{ code: 'SQLITE_FULL' }, 'SQLITE_FULL'], [{ code: 5 }, null], [{}, null], [null, null]])('of %j is %j', (error, code) => {
    expect(errorCode(error)).toBe(code);
  });

  it('names a used-up quota, which Node has no name for', () => {
    const error = Object.assign(new Error(`${QUOTA_ERROR}: open`), { code: QUOTA_ERROR });

    expect([errorCode(error), problemOf(error).getStatus(), problemOf(changeError(error)).getStatus()]).toEqual(['EDQUOT', 507, 507]);
    expect(changeError(error)).toBeInstanceOf(StorageError);
  });
});
