import { readdirSync, readlinkSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** What the open descriptors of a process refer to: paths, and `socket:[…]` for sockets. */
export function descriptorsOf(pid: number): string[] {
  const folder = `/proc/${String(pid)}/fd`;
  return readdirSync(folder).map((name) => {
    try {
      return readlinkSync(join(folder, name));
    } catch {
      return ''; // It was closed while they were listed.
    }
  });
}

export function countSockets(pid: number): number {
  return descriptorsOf(pid).filter((target) => target.startsWith('socket:')).length;
}

export function countImageFiles(pid: number): number {
  return descriptorsOf(pid).filter((target) => target.includes('/uploads/')).length;
}

/** Settings that make SIGUSR2 do `action` in a server. */
export function onSigusr2(action: 'collect' | 'throw' | 'reject'): Record<string, string> {
  const script = resolve(import.meta.dirname, '../../../../tools/test-server/on-signal.mjs');
  return { ON_SIGUSR2: action, NODE_OPTIONS: `--expose-gc --import=${script}` };
}
