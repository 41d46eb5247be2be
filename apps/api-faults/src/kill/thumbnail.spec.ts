import { until } from '../support/run';
import { killMatrix } from './kill-matrix';
import { loseThumbnails } from './lose-thumbnails';

const THUMBNAIL = 'image/webp';

killMatrix<string>({
  name: 'making thumbnails',
  reduced: 3,
  prepare: async (scene) => {
    const filename = await scene.image();
    await scene.rest();
    return filename;
  },
  act: loseThumbnails,
  afterwards: async (scene, filename) => {
    const made = await until('thumbnails are made', async () => {
      const answer = await scene.owner.get(`/api/ai/images/${filename}?size=256`);
      return answer.headers['content-type'] === THUMBNAIL ? answer : null;
    });
    return made.status === 200 && made.bytes.subarray(8, 12).toString() === 'WEBP' ? [] : ['a thumbnail is no picture'];
  },
});
