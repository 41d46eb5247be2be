/**
 * Loaded into a server before its own code by tests (`--import`): SIGUSR2 does what the variable ON_SIGUSR2 names.
 * `collect` needs `--expose-gc`.
 */
const ACTIONS = {
  // The usual kind leaves freed pages with the process for some seconds.
  collect: () => globalThis.gc({ type: 'major', execution: 'sync', flavor: 'last-resort' }),
  throw: () => {
    throw new Error('thrown by a test', { cause: new Error('the cause of it') });
  },
  reject: () => {
    void Promise.reject(new Error('rejected by a test', { cause: new Error('the cause of it') }));
  },
};

const action = ACTIONS[process.env.ON_SIGUSR2];
if (!action) throw new Error(`ON_SIGUSR2 must be one of ${Object.keys(ACTIONS).join(', ')}`);
process.on('SIGUSR2', action);
