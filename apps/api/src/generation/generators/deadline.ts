/** The caller's patience and ours, as one signal that tells whose ended first. */
export interface Deadline {
  readonly signal: AbortSignal;
  readonly endedBy: () => 'caller' | 'time' | null;
  /** Must be called when the work is over, or the timer outlives it. */
  readonly clear: () => void;
}

export function deadline(milliseconds: number, caller?: AbortSignal): Deadline {
  const controller = new AbortController();
  let endedBy: 'caller' | 'time' | null = null;
  const end = (by: 'caller' | 'time') => {
    endedBy ??= by;
    controller.abort();
  };
  const leave = () => {
    end('caller');
  };
  const timer = setTimeout(end, milliseconds, 'time');
  caller?.addEventListener('abort', leave, { once: true });
  if (caller?.aborted) leave();
  return {
    signal: controller.signal,
    endedBy: () => endedBy,
    clear: () => {
      clearTimeout(timer);
      caller?.removeEventListener('abort', leave);
    },
  };
}
