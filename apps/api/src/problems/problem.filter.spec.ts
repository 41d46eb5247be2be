import { afterAll, afterEach, beforeAll, describe, expect, it, jest } from '@jest/globals';
import { once } from 'node:events';
import { PinoLogger } from 'nestjs-pino';
import { ImageRepository } from '../images/image.repository';
import { AT_ONCE, ImportSlots } from '../images/import/import-slots';
import { UploadBudget } from '../images/import/upload-budget';
import { TestApp, type TestUser } from '../testing/test-app';
import { serverBusy, storageUnavailable } from './catalogue';

const HERE = new AbortController().signal;

describe('the log of failed requests', () => {
  let app: TestApp;
  let alice: TestUser;
  beforeAll(async () => {
    app = await TestApp.start();
    alice = await app.register();
  });
  afterEach(() => { jest.restoreAllMocks(); });
  afterAll(() => app.stop());

  const until = async (met: () => boolean) => {
    while (!met()) await new Promise((resolve) => setTimeout(resolve, 5));
  };

  /** What was logged of three requests that fail with it. */
  async function logOf(error: Error): Promise<{ statuses: number[]; errors: unknown[]; warnings: unknown[] }> {
    const [errors, warnings] = [jest.spyOn(PinoLogger.prototype, 'error'), jest.spyOn(PinoLogger.prototype, 'warn')];
    jest.spyOn(app.get(ImageRepository), 'find').mockRejectedValue(error);
    const statuses = [];
    for (let times = 0; times < 3; times += 1) statuses.push((await app.as(alice).get('/api/ai/my-images/0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png')).status);
    return { statuses, errors: errors.mock.calls.map(([line]) => line), warnings: warnings.mock.calls.map(([line]) => line) };
  }

  it('has one short warning for each refusal of a busy server', async () => {
    const { statuses, errors, warnings } = await logOf(serverBusy(2));

    expect([statuses, errors]).toEqual([[503, 503, 503], []]);
    expect(warnings).toEqual([1, 2, 3].map((repeats) => ({ event: 'request.refused', problem: 'server-busy', code: null, repeats, instance: expect.any(String) })));
  });

  it('has the cause of a state that lasts once, and warnings for its repetitions', async () => {
    const cause = Object.assign(new Error('the disk is away'), { code: 'EIO' });
    const { statuses, errors, warnings } = await logOf(storageUnavailable(cause));

    expect([statuses, errors]).toEqual([[503, 503, 503], [{ err: cause, instance: expect.any(String) }]]);
    expect(warnings).toEqual([2, 3].map((repeats) => expect.objectContaining({ problem: 'storage-unavailable', code: 'EIO', repeats })));
  });

  it('has nothing of clients that leave while their imports wait for their turn', async () => {
    const [errors, warnings] = [jest.spyOn(PinoLogger.prototype, 'error'), jest.spyOn(PinoLogger.prototype, 'warn')];
    const release = new AbortController();
    const slots = app.get(ImportSlots);
    const held = Array.from({ length: AT_ONCE }, () => slots.within('somebody', HERE, () => once(release.signal, 'abort')));
    const [waiting, released] = [jest.spyOn(slots, 'within'), jest.spyOn(app.get(UploadBudget), 'release')];
    const leaving = Array.from({ length: 3 }, () => new AbortController());
    const sent = leaving.map(({ signal }) => fetch(`${app.url}/api/ai/images`, { method: 'POST', body: 'bytes', signal, headers: { authorization: `Bearer ${alice.accessToken}`, 'content-type': 'image/png' } }).catch(() => null));
    await until(() => waiting.mock.results.length === leaving.length);
    for (const one of leaving) one.abort();
    await Promise.all(sent);
    const ends = await Promise.allSettled(waiting.mock.results.map(({ value }) => value));
    await until(() => released.mock.calls.length === leaving.length);
    await new Promise((resolve) => { setImmediate(resolve); });
    release.abort();
    await Promise.all(held);

    expect(ends.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'rejected']);
    expect([errors.mock.calls, warnings.mock.calls]).toEqual([[], []]);
  });

  it('has every error that nobody foresaw, with its stack', async () => {
    const error = new Error('ours');
    const { statuses, errors, warnings } = await logOf(error);

    expect([statuses, errors, warnings]).toEqual([[500, 500, 500], Array(3).fill({ err: error, instance: expect.any(String) }), []]);
  });
});
