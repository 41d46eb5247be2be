import { orBroken } from '../support/person';
import { killMatrix } from './kill-matrix';

killMatrix<string>({
  name: 'restoring an image',
  reduced: 3,
  prepare: async (scene) => {
    const filename = await scene.image();
    await scene.owner.send('DELETE', `/api/ai/images/${filename}`);
    scene.holdings.isIn(filename, 'trash');
    return filename;
  },
  act: async (scene, filename) => {
    const answer = await orBroken(scene.owner.post('/api/ai/trash/restore', { filenames: [filename] }));
    if (answer?.status === 200) scene.holdings.isIn(filename, 'library');
    else scene.holdings.mayBeIn(filename, 'library');
  },
});
