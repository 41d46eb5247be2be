import { creating } from './create.operation';
import { killMatrix } from './kill-matrix';

/** Drawn here, which makes a large file; and the folders of its owner are made, too. */
killMatrix(creating({ name: "drawing somebody's first image", reduced: 3, generator: 'sketch' }, (scene) => scene.empty()));
