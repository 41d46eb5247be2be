import { readFileSync } from 'node:fs';
import type { Server } from '@vitrine/test-server';
import { pause } from './run';

/** Resident memory of a process, in bytes. */
export function memoryOf(pid: number): number {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${String(pid)}/status`, 'utf8'))?.[1]) * 1024;
}

/** Of a server that was started with `onSigusr2('collect')`. */
export async function collectGarbage(server: Server): Promise<void> {
  for (let times = 0; times < 2; times += 1) {
    process.kill(server.pid, 'SIGUSR2');
    await pause(100);
  }
}
