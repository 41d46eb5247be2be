import { join } from 'node:path';
import { seed } from '../seed/seed.mjs';
import { Server } from '../test-server/server.ts';
import { signUp } from './account.mjs';

export const title = 'Signing in: 150 at once from as many addresses, and how long a thumbnail of another user waits beside them';

const SIGN_INS = 150;
/** About as long as the sign-ins take: what it waits for alone is the noise of the machine. */
const ALONE_MS = 2000;

export async function run(print) {
  const server = await Server.start({ LOG_LEVEL: 'warn', TRUST_PROXY: 'loopback' });
  try {
    const user = await signUp(server);
    const rows = await seed({ databaseFile: join(server.data, 'vitrine.db'), uploadsDir: server.uploads, email: user.email, count: 10 });
    const thumbnail = () => timeOf(() => fetch(`${server.url}/api/ai/images/${rows[0].filename}?size=512`, { headers: user.headers }));
    await thumbnail();
    const alone = await longestOf(thumbnail, performance.now() + ALONE_MS);
    const { duration, statuses, longest } = await flood(server, thumbnail);
    print('sign-ins', `${[...statuses].map(([status, count]) => `${count} × ${status}`).join(', ')} in ${duration.toFixed(0)} ms`);
    print('thumbnail at the longest, alone and beside them', `${alone.toFixed(1)} ms and ${longest.toFixed(1)} ms`);
    print('longest wait, of the duration (below 10 %)', `${((100 * longest) / duration).toFixed(1)} %`);
  } finally {
    await server.dispose();
  }
}

async function longestOf(thumbnail, ends) {
  let longest = 0;
  while (performance.now() < ends) longest = Math.max(longest, await thumbnail());
  return longest;
}

async function flood(server, thumbnail) {
  const statuses = new Map();
  const started = performance.now();
  let ended = false;
  const attempts = Array.from({ length: SIGN_INS }, async (_, index) => {
    const status = await signIn(server, index);
    statuses.set(status, (statuses.get(status) ?? 0) + 1);
  });
  const all = Promise.all(attempts).then(() => { ended = true; });
  let longest = 0;
  while (!ended) longest = Math.max(longest, await thumbnail());
  await all;
  return { duration: performance.now() - started, statuses, longest };
}

async function signIn(server, index) {
  const response = await fetch(`${server.url}/api/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-forwarded-for': `203.0.113.${index}` },
    body: JSON.stringify({ email: `nobody-${index}@example.com`, password: 'not the password' }),
  });
  await response.arrayBuffer();
  return response.status;
}

async function timeOf(work) {
  const started = performance.now();
  const response = await work();
  await response.arrayBuffer();
  if (!response.ok) throw new Error(`the thumbnail was answered ${response.status}`);
  return performance.now() - started;
}
