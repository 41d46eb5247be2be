export { copyDisk, makeDisk, Mount, whyNoMounts } from './mounts';
export { type Call, callsIn, type Point, type ThreadName, Tracer } from './strace';
export { killedFromStart, recordingFromStart, type StartWatch, tamperedFromStart } from './strace-start';
