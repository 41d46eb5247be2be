import { readFileSync } from 'node:fs';
import autocannon from 'autocannon';

/** Linux counts a process's time in these (`getconf CLK_TCK`). */
const TICKS_PER_SECOND = 100;

/** Requests per second over a few seconds on loopback, and the server's CPU for each, in milliseconds. Any answer but `expect` is an error. */
export async function load(pid, { url, headers = {}, expect = 200, connections = 16, seconds = 4 }) {
  const before = cpuSeconds(pid);
  const result = await autocannon({ url, headers, connections, duration: seconds });
  const cpu = cpuSeconds(pid) - before;
  const answered = result[`${String(expect)[0]}xx`] ?? 0;
  const asked = result.requests.total;
  const statuses = Object.keys(result.statusCodeStats);
  if (result.errors > 0 || answered !== asked || statuses.some((status) => Number(status) !== expect)) throw new Error(`${url}: ${JSON.stringify(result.statusCodeStats)}, ${result.errors} errors`);
  return { perSecond: asked / result.duration, cpuMs: (cpu * 1000) / asked, p99: result.latency.p99 };
}

function cpuSeconds(pid) {
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ');
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND;
}

export function memoryMb(pid) {
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? 0) / 1024;
}

/** Runs `work` over and over, `width` at a time, and tells how many ended per second. */
export async function rate(count, width, work) {
  let begun = 0;
  const started = performance.now();
  const lane = async () => {
    while (begun < count) await work(begun++);
  };
  await Promise.all(Array.from({ length: width }, lane));
  return (count * 1000) / (performance.now() - started);
}
