/** Calls back when so much time has passed in which neither the pointer nor the focus was on the element. Returns how to stop. */
export function linger(element: HTMLElement | null, ms: number, done: () => void): () => void {
  let timer = setTimeout(done, ms);
  const wait = () => { clearTimeout(timer); };
  const go = () => { wait(); timer = setTimeout(done, ms); };
  const listeners = [['pointerenter', wait], ['focusin', wait], ['pointerleave', go], ['focusout', go]] as const;
  for (const [name, listener] of listeners) element?.addEventListener(name, listener);
  return () => {
    wait();
    for (const [name, listener] of listeners) element?.removeEventListener(name, listener);
  };
}
