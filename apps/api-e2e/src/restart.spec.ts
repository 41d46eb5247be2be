import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { Server } from '@vitrine/test-server';

describe('the server', () => {
  let server: Server;
  beforeAll(async () => {
    server = await Server.start();
  });
  afterAll(() => server.dispose());

  it('stops cleanly when it is told to, and starts again on the same folders', async () => {
    expect(await server.stop('SIGTERM')).toBe(0);

    await server.run();

    expect((await fetch(`${server.url}/api/health/live`)).status).toBe(200);
  });

  it('says what is wrong with a setting, and does not start', async () => {
    await server.stop();
    server.output = '';

    await expect(server.run({ LOG_LEVEL: 'loud' })).rejects.toThrow(/LOG_LEVEL: /);
  });
});
