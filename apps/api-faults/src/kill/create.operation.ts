import type { Image } from '@vitrine/contracts';
import { orBroken } from '../support/person';
import type { Scene } from '../support/scene';
import type { Operation } from './kill-matrix';

interface Asked {
  readonly prompt: string;
  readonly key: string;
}

let keys = 0;

/** Make an image; then ask again with the same key: it was paid for once at most, and made once at most. */
export function creating(how: Pick<Operation<Asked>, 'name' | 'reduced' | 'generator'>, before: (scene: Scene) => Promise<void> = async () => undefined): Operation<Asked> {
  return {
    ...how,
    prepare: async (scene) => {
      await before(scene);
      return { prompt: scene.prompt(), key: `create-${String((keys += 1))}` };
    },
    act: async (scene, asked) => {
      const answer = await orBroken(ask(scene, asked));
      if (answer?.status === 201) for (const image of answer.json<{ images: Image[] }>().images) scene.holdings.has(image);
      else scene.holdings.mayHave(asked.prompt);
    },
    afterwards: async (scene, asked) => {
      const answer = await ask(scene, asked);
      const images = answer.status === 201 ? answer.json<{ images: Image[] }>().images : [];
      for (const image of images) scene.holdings.has(image);
      const calls = scene.provider.count((request) => request.body['prompt'] === asked.prompt);
      const there = (await scene.owner.library()).filter((image) => image.prompt === asked.prompt).map((image) => image.filename);
      return [
        ...(calls > 1 ? [`the provider was called ${String(calls)} times`] : []),
        ...(answer.status === 201 || answer.problem === 'generation-interrupted' ? [] : [`the same request again was answered ${String(answer.status)} ${answer.problem}`]),
        ...(there.join() === images.map((image) => image.filename).join() ? [] : [`the same request again told of ${String(images.length)} images, and there are ${String(there.length)}`]),
      ];
    },
  };
}

function ask(scene: Scene, { prompt, key }: Asked) {
  return scene.owner.post('/api/ai/generate-image', { prompt }, { 'idempotency-key': key });
}
