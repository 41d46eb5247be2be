import { readdirSync } from 'node:fs';
import { orBroken } from '../support/person';
import { filesOfImage, imagesOf } from '../support/rows';
import { pause, until } from '../support/run';
import type { Scene } from '../support/scene';
import { killMatrix } from './kill-matrix';
import { loseThumbnails, thumbnailsOf } from './lose-thumbnails';

const WORKER_MS = 250;

/** Where there is a moment in which both are at work depends on which of them comes first. */
const moments: [name: string, come: (scene: Scene, filename: string) => Promise<void>][] = [
  ['before its thumbnails are written', async () => undefined],
  ['while its thumbnails are written', untilOneIsWritten],
];

for (const [moment, come] of moments) {
  killMatrix<string>({
    name: `deleting an image for good ${moment}`,
    reduced: 2,
    prepare: async (scene) => {
      const filename = await scene.image();
      await scene.rest();
      return filename;
    },
    act: async (scene, filename) => {
      await loseThumbnails(scene, filename);
      await come(scene, filename);
      const answer = await orBroken(scene.owner.send('DELETE', `/api/ai/images/${filename}?permanent=true`));
      if (answer?.status === 204) scene.holdings.isIn(filename, 'gone');
      else scene.holdings.mayBeIn(filename, 'gone');
      // Nothing tells when the maker has let go of an image that is gone.
      await Promise.race([pause(WORKER_MS), scene.server.ended()]);
    },
    afterwards: async ({ server }, filename) => {
      const id = filename.slice(0, 36);
      if (imagesOf(server).some((row) => row.id === id)) return [];
      const left = () => filesOfImage(server, id);
      await until('its files are gone', () => (left().length === 0 ? true : null), 5000).catch(() => undefined);
      return left().map((path) => `${path} has outlived its image`);
    },
  });
}

/** The first is there, the second is not begun or not done; or nobody lives who would write it. */
async function untilOneIsWritten(scene: Scene, filename: string): Promise<void> {
  const first = `${filename.slice(0, 36)}-256.webp`;
  const end = Date.now() + 5000;
  while (scene.server.runs && Date.now() < end && !readdirSync(thumbnailsOf(scene)).includes(first)) await new Promise(setImmediate);
}
