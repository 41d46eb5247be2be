export { copyDisk, makeDisk, Mount, whyNoMount } from './mounts';
export { type Call, callsIn, type Point, type ThreadName, Tracer } from './strace';
export { killedFromStart, recordingFromStart, type StartWatch, tamperedFromStart } from './strace-start';
