import { errorCode } from '../../problems/error-code';

/** FAT, exFAT and some network and FUSE file systems answer so to a second name for a file. */
const UNSUPPORTED = new Set(['EPERM', 'EACCES', 'ENOTSUP', 'EOPNOTSUPP', 'ENOSYS']);

export function isHardLinkUnsupported(error: unknown): boolean {
  return UNSUPPORTED.has(errorCode(error) ?? '');
}
