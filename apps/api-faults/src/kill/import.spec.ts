import { createHash } from 'node:crypto';
import type { Image } from '@vitrine/contracts';
import sharp from 'sharp';
import { type Answer, orBroken } from '../support/person';
import type { Scene } from '../support/scene';
import { killMatrix } from './kill-matrix';

interface Brought {
  readonly bytes: Buffer;
  readonly prompt: string;
}

const EDGE = 600;

/** Brought in again after a restart it is one image, whatever became of the first time. */
killMatrix<Brought>({
  name: 'bringing an image in',
  reduced: 3,
  prepare: async (scene) => {
    const prompt = scene.prompt();
    return { prompt, bytes: await noise(prompt) };
  },
  act: async (scene, brought) => {
    const answer = await orBroken(bring(scene, brought));
    if (answer?.ok) scene.holdings.has(answer.json<Image>());
    else scene.holdings.mayHave(brought.prompt);
  },
  afterwards: async (scene, brought) => {
    const answer = await bring(scene, brought);
    if (!answer.ok) return [`the same image again was answered ${String(answer.status)} ${answer.problem}`];
    scene.holdings.has(answer.json<Image>());
    const sha256 = createHash('sha256').update(brought.bytes).digest('hex');
    const there = (await scene.owner.library()).filter((image) => image.sha256 === sha256);
    return there.length === 1 ? [] : [`it is there ${String(there.length)} times`];
  },
});

function bring(scene: Scene, { bytes, prompt }: Brought): Promise<Answer> {
  const headers = { 'content-type': 'image/png', 'idempotency-key': prompt.replaceAll(/\W/g, '') };
  return scene.owner.send('POST', `/api/ai/images?prompt=${encodeURIComponent(prompt)}`, { body: bytes, headers });
}

/** Large enough for several writes, and another for every name. */
function noise(name: string): Promise<Buffer> {
  const pixels = Buffer.alloc(EDGE * EDGE * 3);
  for (let at = 0; at < pixels.length; at += 32) createHash('sha256').update(`${name} ${String(at)}`).digest().copy(pixels, at);
  return sharp(pixels, { raw: { width: EDGE, height: EDGE, channels: 3 } }).png().toBuffer();
}
