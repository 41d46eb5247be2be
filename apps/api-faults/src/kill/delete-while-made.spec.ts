import { readdirSync } from 'node:fs';
import { orBroken } from '../support/person';
import { filesOfImage, imagesOf } from '../support/rows';
import { until } from '../support/run';
import type { Scene } from '../support/scene';
import { killMatrix } from './kill-matrix';
import { loseThumbnails, thumbnailsOf } from './lose-thumbnails';

killMatrix<string>({
  name: 'deleting an image for good while its thumbnails are made',
  reduced: 2,
  prepare: async (scene) => {
    const filename = await scene.image();
    await scene.rest();
    return filename;
  },
  act: async (scene, filename) => {
    await loseThumbnails(scene, filename);
    await untilOneIsWritten(scene, filename);
    const answer = await orBroken(scene.owner.send('DELETE', `/api/ai/images/${filename}?permanent=true`));
    if (answer?.status === 204) scene.holdings.isIn(filename, 'gone');
    else scene.holdings.mayBeIn(filename, 'gone');
  },
  afterwards: async ({ server }, filename) => {
    const id = filename.slice(0, 36);
    if (imagesOf(server).some((row) => row.id === id)) return [];
    const left = () => filesOfImage(server, id);
    await until('its files are gone', () => (left().length === 0 ? true : null), 5000).catch(() => undefined);
    return left().map((path) => `${path} has outlived its image`);
  },
});

/** The first is there, the second is not begun or not done; or nobody lives who would write it. */
async function untilOneIsWritten(scene: Scene, filename: string): Promise<void> {
  const first = `${filename.slice(0, 36)}-256.webp`;
  const end = Date.now() + 5000;
  while (scene.server.runs && Date.now() < end && !readdirSync(thumbnailsOf(scene)).includes(first)) await new Promise(setImmediate);
}
