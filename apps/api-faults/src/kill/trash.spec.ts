import { orBroken } from '../support/person';
import { killMatrix } from './kill-matrix';

killMatrix<string>({
  name: 'moving an image to the trash',
  reduced: 3,
  prepare: (scene) => scene.image(),
  act: async (scene, filename) => {
    const answer = await orBroken(scene.owner.send('DELETE', `/api/ai/images/${filename}`));
    if (answer?.status === 204) scene.holdings.isIn(filename, 'trash');
    else scene.holdings.mayBeIn(filename, 'trash');
  },
});
