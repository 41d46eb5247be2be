import { creating } from './create.operation';
import { killMatrix } from './kill-matrix';

killMatrix(creating({ name: 'making an image by a provider', reduced: 8, generator: 'provider' }));
