/** Calls on some paths, from the first moment of a process on. The n-th of each thread is meant; give paths that only one thread touches. */
export interface StartWatch {
  readonly paths: readonly string[];
  readonly log: string;
}

/** Put in front of a command, which becomes the process itself: writes down the calls of these names. */
export function recordingFromStart(calls: readonly string[], watch: StartWatch): string[] {
  return wrapper(watch, ['--seccomp-bpf', '-e', `trace=${calls.join(',')}`]);
}

/** Put in front of a command: it is gone before that call is made. Slow: with `--seccomp-bpf` strace 6.1 injects no signal. */
export function killedFromStart(call: string, nth: number, watch: StartWatch): string[] {
  return wrapper(watch, ['-e', `trace=${call}`, '-e', `inject=${call}:signal=SIGKILL:when=${String(nth)}`]);
}

/** Put in front of a command: all such calls do what is said, such as `retval=0`; `trace` alone lets them be, and takes the same time. */
export function tamperedFromStart(calls: readonly string[], how: string | null, log: string): string[] {
  const names = calls.join(',');
  return wrapper({ paths: [], log }, ['--seccomp-bpf', '-e', `trace=${names}`, ...(how === null ? [] : ['-e', `inject=${names}:${how}`])]);
}

/** `-D`: strace stands aside, so that the process is the caller's own child. */
function wrapper({ paths, log }: StartWatch, options: readonly string[]): string[] {
  return ['strace', '-D', '-f', '-q', '-y', '-s', '0', '-o', log, ...paths.flatMap((path) => ['-P', path]), ...options];
}
