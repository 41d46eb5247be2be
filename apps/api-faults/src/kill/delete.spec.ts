import { orBroken } from '../support/person';
import { killMatrix } from './kill-matrix';

killMatrix<string>({
  name: 'deleting an image for good',
  reduced: 3,
  prepare: (scene) => scene.image(),
  act: async (scene, filename) => {
    const answer = await orBroken(scene.owner.send('DELETE', `/api/ai/images/${filename}?permanent=true`));
    if (answer?.status === 204) scene.holdings.isIn(filename, 'gone');
    else scene.holdings.mayBeIn(filename, 'gone');
  },
});
