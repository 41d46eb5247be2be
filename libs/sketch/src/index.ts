export { sketch, type SketchOptions } from './sketch';

/** Who draws and with what, as it is written beside every image. */
export const SKETCH_PROVIDER = 'sketch';
export const SKETCH_MODEL = 'sketch-1';
