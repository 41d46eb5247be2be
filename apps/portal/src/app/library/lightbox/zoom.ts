/** How an image stands on the stage: enlarged `scale` times, its middle moved by x and y pixels from the stage's middle. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

/** The size of the image on the stage when it is not enlarged, and of the stage. */
export interface StageSize {
  readonly image: { readonly width: number; readonly height: number };
  readonly stage: { readonly width: number; readonly height: number };
}

export const FITTED: Zoom = { scale: 1, x: 0, y: 0 };
export const SCALE_MAX = 8;
const STEP = 1.5;

export function zoomedIn(zoom: Zoom, size: StageSize): Zoom {
  return zoomAt(zoom, zoom.scale * STEP, { x: 0, y: 0 }, size);
}

export function zoomedOut(zoom: Zoom, size: StageSize): Zoom {
  return zoomAt(zoom, zoom.scale / STEP, { x: 0, y: 0 }, size);
}

/** Enlarges about a point of the stage (measured from its middle): what is under the point stays there, as far as the edges allow. */
export function zoomAt(zoom: Zoom, scale: number, point: { x: number; y: number }, size: StageSize): Zoom {
  const next = Math.min(SCALE_MAX, Math.max(1, scale));
  const ratio = next / zoom.scale;
  return held({ scale: next, x: point.x - (point.x - zoom.x) * ratio, y: point.y - (point.y - zoom.y) * ratio }, size);
}

export function panned(zoom: Zoom, dx: number, dy: number, size: StageSize): Zoom {
  return held({ scale: zoom.scale, x: zoom.x + dx, y: zoom.y + dy }, size);
}

/** No further than to the image's edges; what is smaller than the stage stays in the middle. */
function held(zoom: Zoom, { image, stage }: StageSize): Zoom {
  const slackX = Math.max(0, (image.width * zoom.scale - stage.width) / 2);
  const slackY = Math.max(0, (image.height * zoom.scale - stage.height) / 2);
  return { scale: zoom.scale, x: clamp(zoom.x, slackX), y: clamp(zoom.y, slackY) };
}

function clamp(value: number, limit: number): number {
  return Math.min(limit, Math.max(-limit, value)) || 0;
}

export type Swipe = 'previous' | 'next' | 'close';

const SWIPE_MIN = 56;

/** What a finger meant that moved so far: sideways browses, down closes; a short or slanting way means nothing. */
export function swipeOf(dx: number, dy: number): Swipe | null {
  if (Math.abs(dx) >= SWIPE_MIN && Math.abs(dx) > 1.5 * Math.abs(dy)) return dx < 0 ? 'next' : 'previous';
  return dy >= SWIPE_MIN && dy > 1.5 * Math.abs(dx) ? 'close' : null;
}
