import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { change } from '../support/rows';
import { orBroken } from '../support/person';
import { until } from '../support/run';
import { killMatrix } from './kill-matrix';

const THUMBNAIL = 'image/webp';

killMatrix<string>({
  name: 'making thumbnails',
  reduced: 3,
  prepare: async (scene) => {
    const filename = await scene.image();
    await scene.rest();
    return filename;
  },
  act: async (scene, filename) => {
    // As if its thumbnails had been lost; asked for, they are made anew.
    const id = filename.slice(0, 36);
    for (const size of [256, 512]) rmSync(join(scene.server.uploads, 'thumbnails', `user-${scene.owner.id}`, `${id}-${String(size)}.webp`));
    change(scene.server, 'update images set thumbhash = null where id = ?', id);
    await orBroken(scene.owner.get(`/api/ai/images/${filename}?size=512`));
  },
  afterwards: async (scene, filename) => {
    const made = await until('thumbnails are made', async () => {
      const answer = await scene.owner.get(`/api/ai/images/${filename}?size=256`);
      return answer.headers['content-type'] === THUMBNAIL ? answer : null;
    });
    return made.status === 200 && made.bytes.subarray(8, 12).toString() === 'WEBP' ? [] : ['a thumbnail is no picture'];
  },
});
