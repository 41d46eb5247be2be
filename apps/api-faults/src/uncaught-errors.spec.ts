import { afterEach, describe, expect, it } from '@jest/globals';
import type { Generation } from '@vitrine/contracts';
import { Counts } from './support/counts';
import { onSigusr2 } from './support/descriptors';
import { until } from './support/run';
import { Scene } from './support/scene';

const counts = new Counts('uncaught errors');

describe.each([
  ['throw', 'uncaughtException', 'thrown by a test'],
  ['reject', 'unhandledRejection', 'rejected by a test'],
] as const)('an uncaught error of a server (%s)', (action, origin, message) => {
  let scene: Scene;
  afterEach(() => scene.clear());
  const start = async (settings: Record<string, string> = {}) => {
    scene = await Scene.set({ settings: { ...onSigusr2(action), SHUTDOWN_GRACE_SECONDS: '5', GENERATION_LEASE_SECONDS: '30', ...settings } });
  };

  /** The answer to a request for an image that the provider is working on. */
  async function generate(prompt: string) {
    scene.provider.hold();
    const sent = scene.provider.count();
    const answer = scene.owner.post('/api/ai/generate-image', { prompt });
    await scene.provider.arrived(sent + 1);
    return { answer };
  }

  it('is logged with its cause; the work is finished, the process exits with 1 and can be started again', async () => {
    await start();
    const { answer } = await generate(scene.prompt());

    process.kill(scene.server.pid, 'SIGUSR2');
    await until('it is logged', () => (scene.server.output.includes(message) ? true : null));
    const code = scene.server.exitCode();
    scene.provider.release();

    const { status, json } = await answer.then((got) => ({ status: got.status, json: got.json<Generation>() }));
    for (const image of json.images) scene.holdings.has(image);
    expect([status, await code]).toEqual([201, 1]);
    const line = scene.server.output.split('\n').find((one) => one.includes(message));
    expect(JSON.parse(line ?? '')).toMatchObject({ level: 60, event: `process.${origin}`, err: { stack: expect.stringContaining('the cause of it') } });
    await scene.server.run();
    expect(await scene.violations()).toEqual([]);
    counts.add(action);
  });

  it('ends the process though the work does not end', async () => {
    await start();
    const { answer } = await generate(scene.prompt());

    process.kill(scene.server.pid, 'SIGUSR2');
    await until('it is logged', () => (scene.server.output.includes(message) ? true : null));
    process.kill(scene.server.pid, 'SIGUSR2');
    await until('the second one is logged', () => (scene.server.output.includes('another uncaught error') ? true : null));

    expect([(await answer).problem, await scene.server.exitCode()]).toEqual(['generation-interrupted', 1]);
    scene.provider.release();
    counts.add(`${action} with work that does not end`);
  });

  it('is written to stderr when nothing is logged', async () => {
    await start({ LOG_LEVEL: 'silent' });

    process.kill(scene.server.pid, 'SIGUSR2');

    expect(await scene.server.exitCode()).toBe(1);
    expect(scene.server.output).toContain(message);
    expect(scene.server.output).toContain('the cause of it');
    counts.add(`${action} unlogged`);
  });
});
