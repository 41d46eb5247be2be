export * from './auth';
export * from './conversation';
export * from './generation';
export * from './health';
export * from './image';
export * from './limits';
export * from './primitives';
export * from './problem';
