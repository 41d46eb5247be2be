import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { ConversationRepository } from '../conversations/conversation.repository';
import { IdempotencyRepository, KEPT_MS } from '../idempotency/idempotency.repository';
import { GenerationPace } from './generation-pace';
import { GenerationService } from './generation.service';
import { GenerationGround, type GenerationProcess, png } from './testing/generation-process';

const NOBODY = '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f';

describe('generations', () => {
  let ground: GenerationGround;
  let process: GenerationProcess;
  let alice: string;
  const rows = () => process.db.selectFrom('generations').selectAll().execute();
  const threads = (owner = alice) => process.get(ConversationRepository).listOf(owner, { limit: 50, cursor: null });

  beforeEach(async () => {
    ground = await GenerationGround.make();
    process = await ground.start(new GenerationPace(1, 1, 30_000, 0));
    alice = await process.someone();
  });
  afterEach(() => ground.clear());

  it('begin a thread that is named after the prompt', async () => {
    const id = await process.begin(alice, { prompt: 'Create an image of a lighthouse at dusk' });

    const [thread] = await threads();
    expect(thread).toMatchObject({ title: 'A lighthouse at dusk' });
    expect((await process.row(alice, id)).conversation_id).toBe(thread!.id);
  });

  it('go on in the thread they name, which is then the one last used', async () => {
    await process.begin(alice, { prompt: 'first' });
    const [first] = await threads();
    await new Promise((resolve) => setTimeout(resolve, 2));
    await process.begin(alice, { prompt: 'second' });
    await new Promise((resolve) => setTimeout(resolve, 2));
    await process.begin(alice, { prompt: 'third', conversationId: first!.id });

    expect((await threads()).map(({ title }) => title)).toEqual(['First', 'Second']);
  });

  it("leave nothing behind for a thread that is another's or nobody's", async () => {
    const bob = await process.someone();
    await process.begin(bob, { prompt: 'his' });
    const [his] = await threads(bob);

    for (const conversationId of [his!.id, NOBODY]) {
      await expect(process.begin(alice, { prompt: 'mine', conversationId }, 'key')).rejects.toMatchObject({ problem: 'not-found' });
    }

    expect(await threads()).toEqual([]);
    expect(await rows()).toHaveLength(1);
    await expect(process.begin(alice, { prompt: 'mine' }, 'key')).resolves.toEqual(expect.any(String));
  });

  it('are refused by the name of the field before there is a row, when the model cannot do what is asked', async () => {
    Object.assign(ground.generator, { model: 'sketch-1' });

    const asked = process.begin(alice, { prompt: 'a lighthouse', background: 'transparent' });

    await expect(asked).rejects.toMatchObject({ problem: 'invalid-request', extras: { errors: [{ pointer: '/background' }] } });
    expect(await rows()).toEqual([]);
    expect(await threads()).toEqual([]);
  });

  it('wait a hundred at a time for one owner, and take no more', async () => {
    const bob = await process.someone();
    const taken = await Promise.allSettled(Array.from({ length: 110 }, (_, i) => process.begin(alice, { prompt: `wish ${String(i)}` })));

    const refused = taken.filter((one) => one.status === 'rejected');
    expect(refused.length).toBeGreaterThanOrEqual(8);
    expect(refused[0]?.reason).toMatchObject({ problem: 'too-many-requests' });
    await expect(process.begin(bob, { prompt: 'his' })).resolves.toBeDefined();
  });

  it('are one job for fifty requests at once with one key', async () => {
    const ids = await Promise.all(Array.from({ length: 50 }, () => process.begin(alice, { prompt: 'a lighthouse' }, 'one')));
    (await ground.generator.call(0)).succeed(await png());

    expect(new Set(ids).size).toBe(1);
    expect(await rows()).toHaveLength(1);
    expect(await threads()).toHaveLength(1);
    expect(ground.generator.calls).toHaveLength(1);
  });

  it('are the same job for the same request, said in other words', async () => {
    const id = await process.begin(alice, { prompt: '  a lighthouse ' }, 'one');

    expect(await process.begin(alice, { format: 'png', prompt: 'a lighthouse', count: 1 }, 'one')).toBe(id);
  });

  it('refuse a key that was used for another request, and do nothing', async () => {
    await process.begin(alice, { prompt: 'a lighthouse' }, 'one');

    await expect(process.begin(alice, { prompt: 'a harbour' }, 'one')).rejects.toMatchObject({ problem: 'idempotency-key-reused' });
    expect(await rows()).toHaveLength(1);
  });

  it('do not share keys between users', async () => {
    const bob = await process.someone();
    const his = await process.begin(bob, { prompt: 'a harbour' }, 'one');

    expect(await process.begin(alice, { prompt: 'a lighthouse' }, 'one')).not.toBe(his);
  });

  it('forget a key after a day', async () => {
    const id = await process.begin(alice, { prompt: 'a lighthouse' }, 'one');
    await process.db.updateTable('idempotency_keys').set({ created_at: Date.now() - KEPT_MS }).execute();

    expect(await process.begin(alice, { prompt: 'a harbour' }, 'one')).not.toBe(id);
  });

  it('sweep keys that are a day old, and no others', async () => {
    await process.begin(alice, { prompt: 'a lighthouse' }, 'one');
    await process.begin(alice, { prompt: 'a harbour' }, 'two');
    await process.db.updateTable('idempotency_keys').set({ created_at: Date.now() - KEPT_MS }).where('key', '=', 'one').execute();

    expect(await process.get(IdempotencyRepository).forgetOld()).toBe(1);
    expect(await process.db.selectFrom('idempotency_keys').select('key').execute()).toEqual([{ key: 'two' }]);
  });

  it('say how many will begin before them, by turns and not by age', async () => {
    const bob = await process.someone();
    const first = await process.begin(alice, { prompt: 'runs' });
    await ground.generator.call(0);
    const hers = [await process.begin(alice, { prompt: '2' }), await process.begin(alice, { prompt: '3' })];
    const his = await process.begin(bob, { prompt: 'his' });

    const ahead = async (owner: string, id: string) => (await process.get(GenerationService).read(owner, id)).progress;
    expect(await ahead(alice, first)).toMatchObject({ stage: 'drawing', ahead: null });
    expect(await ahead(bob, his)).toMatchObject({ stage: 'waiting', ahead: 0 });
    expect(await ahead(alice, hers[0]!)).toMatchObject({ ahead: 1 });
    expect(await ahead(alice, hers[1]!)).toMatchObject({ ahead: 2 });
  });

  it.each(['', 'x', '../etc', NOBODY, `${NOBODY}\u0000`])('are not found by %j', async (id) => {
    await expect(process.get(GenerationService).read(alice, id)).rejects.toMatchObject({ problem: 'not-found' });
    await expect(process.get(GenerationService).cancel(alice, id)).rejects.toMatchObject({ problem: 'not-found' });
  });

  it('name their owner to the provider by a pseudonym of their own', async () => {
    const bob = await process.someone();
    await process.begin(alice, { prompt: 'hers' });
    (await ground.generator.call(0)).succeed(await png());
    await process.begin(alice, { prompt: 'hers too' });
    (await ground.generator.call(1)).succeed(await png());
    await process.begin(bob, { prompt: 'his' });
    await ground.generator.call(2);

    const [hers, again, his] = ground.generator.calls.map(({ request }) => request.safetyIdentifier);
    expect(hers).toMatch(/^[0-9a-f]{64}$/);
    expect(again).toBe(hers);
    expect(his).not.toBe(hers);
  });
});
