import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { callsIn, killedFromStart, type Point, recordingFromStart, type StartWatch } from '@vitrine/faults';
import type { Server } from '@vitrine/test-server';
import { until } from '../support/run';
import { CALLS, numbered, type Numbered } from './points';

const ENDED = /\+\+\+ (?:exited|killed)/;

/** Starts a server that is down, lets it work until `done`, stops it, and tells all calls it made on the paths. */
export async function pointsOfStart(server: Server, paths: readonly string[], done: () => boolean): Promise<Numbered[]> {
  const watch = watchOf(server, paths);
  await server.run({}, recordingFromStart(CALLS, watch));
  await until('the work of a start is done', () => (done() ? true : null));
  const text = await endedLog(server, watch, 'SIGKILL');
  return numbered(callsIn('main', text));
}

/** Starts a server that is down and is to be killed there. It is down again afterwards, for what was not reached would be its end later. @returns whether it was killed. */
export async function startToBeKilled(server: Server, { call, nth }: Point, paths: readonly string[], done: () => boolean): Promise<boolean> {
  server.launch({}, killedFromStart(call, nth, watchOf(server, paths)));
  await Promise.race([server.ended(), server.ready().then(() => until('the work of a start is done', () => (done() || !server.runs ? true : null)), () => undefined)]);
  const killed = !server.runs;
  await server.stop('SIGKILL');
  return killed;
}

function watchOf(server: Server, paths: readonly string[]): StartWatch {
  return { paths, log: join(server.folder, 'strace.log') };
}

async function endedLog(server: Server, { log }: StartWatch, signal: NodeJS.Signals): Promise<string> {
  await server.stop(signal);
  return until('strace has written down everything', () => {
    const text = existsSync(log) ? readFileSync(log, 'utf8') : '';
    return ENDED.test(text.trimEnd().split('\n').at(-1) ?? '') ? text : null;
  });
}
