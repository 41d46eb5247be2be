import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';

const AT_ONCE = '16';

/** A provider in a process of its own, and the settings of a server that uses it as hard as it can. */
export async function startInstantProvider() {
  const child = fork(fileURLToPath(new URL('instant-provider.mjs', import.meta.url)));
  const [{ port, bytes }] = await once(child, 'message');
  const settings = { LOG_LEVEL: 'warn', OPENAI_BASE_URL: `http://127.0.0.1:${port}/v1`, OPENAI_API_KEY: 'a-key', GENERATIONS_AT_ONCE: AT_ONCE, GENERATIONS_PER_USER: AT_ONCE };
  return { bytes, settings, stop: () => child.kill() };
}

/** One image made, and acknowledged. */
export async function make(server, { headers }, nth) {
  const response = await fetch(`${server.url}/api/ai/generate-image`, {
    method: 'POST',
    headers: { ...headers, 'content-type': 'application/json' },
    body: JSON.stringify({ prompt: `study ${nth}` }),
  });
  if (response.status !== 201) throw new Error(`an image was answered ${response.status}: ${await response.text()}`);
  return (await response.json()).images[0];
}
