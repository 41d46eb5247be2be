import { it } from '@jest/globals';
import { whyNoMount } from '@vitrine/faults';
import { Counts } from '../support/counts';
import { orBroken } from '../support/person';
import type { Scene } from '../support/scene';
import { killMatrix } from './kill-matrix';

const whyNot = whyNoMount('memory');

async function remove(scene: Scene, filename: string): Promise<void> {
  const answer = await orBroken(scene.owner.send('DELETE', `/api/ai/images/${filename}`));
  if (answer?.status === 204) scene.holdings.isIn(filename, 'trash');
  else scene.holdings.mayBeIn(filename, 'trash');
}

async function restore(scene: Scene, filename: string): Promise<void> {
  const answer = await orBroken(scene.owner.post('/api/ai/trash/restore', { filenames: [filename] }));
  if (answer?.status === 200) scene.holdings.isIn(filename, 'library');
  else scene.holdings.mayBeIn(filename, 'library');
}

if (whyNot !== null) {
  it('no file system can be mounted on this machine, which the counts say', () => {
    new Counts('kill -9 in moving an image to another disk').cannot('moves between file systems, by small mounts', whyNot);
  });
} else {
  killMatrix<string>({
    name: 'moving an image to a trash on another disk',
    volumes: ['trash'],
    reduced: 6,
    prepare: (scene) => scene.image(),
    act: remove,
  });

  killMatrix<string>({
    name: 'restoring an image from a trash on another disk',
    volumes: ['trash'],
    reduced: 6,
    prepare: async (scene) => {
      const filename = await scene.image();
      await remove(scene, filename);
      return filename;
    },
    act: restore,
  });
}
