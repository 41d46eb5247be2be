import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { join } from 'node:path';
import { seed } from '../seed/seed.mjs';
import { Server, freePort } from '../test-server/server.ts';
import { signUp } from './account.mjs';
import { load, memoryMb } from './load.mjs';

export const title = 'Reading, with 10,000 images: per second at 16 connections, server CPU per request, against a bare Node server';

export async function run(print) {
  const server = await Server.start({ LOG_LEVEL: 'warn' });
  try {
    const user = await signUp(server);
    const rows = await seed({ databaseFile: join(server.data, 'vitrine.db'), uploadsDir: server.uploads, email: user.email, count: 10_000 });
    print('memory, idle', `${memoryMb(server.pid).toFixed(0)} MB`);
    for (const target of targets(server, user, rows.at(-1))) await compare(print, server, target);
    print('memory, after load', `${memoryMb(server.pid).toFixed(0)} MB`);
  } finally {
    await server.dispose();
  }
}

function targets(server, { headers }, row) {
  const image = `${server.url}/api/ai/images/${row.filename}`;
  return [
    { name: 'list, first page of 50', url: `${server.url}/api/ai/my-images`, headers },
    { name: 'original, small PNG', url: image, headers },
    { name: 'thumbnail', url: `${image}?size=512`, headers },
    { name: 'not changed (304)', url: image, headers: { ...headers, 'if-none-match': `"${row.sha256}"` }, expect: 304 },
  ];
}

async function compare(print, server, target) {
  const size = target.expect === 304 ? 0 : (await (await fetch(target.url, { headers: target.headers })).arrayBuffer()).byteLength;
  const port = await freePort();
  const bare = fork(fileURLToPath(new URL('bare.mjs', import.meta.url)), [String(port), String(size)]);
  await once(bare, 'message');
  try {
    const limit = await load(bare.pid, { url: `http://127.0.0.1:${port}/`, seconds: 2 });
    const ours = await load(server.pid, target);
    print(target.name, `${ours.perSecond.toFixed(0)}/s  ${ours.cpuMs.toFixed(2)} ms CPU  p99 ${ours.p99} ms  ${((100 * ours.perSecond) / limit.perSecond).toFixed(0)} % of bare`);
  } finally {
    bare.kill();
  }
}
