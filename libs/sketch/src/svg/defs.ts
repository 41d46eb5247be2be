import { el, fine, num } from './markup';

export type Stop = readonly [offset: number, colour: string, opacity?: number];

/** Collects gradients, filters and clips, and hands out the reference to each; equal ones are shared. */
export class Defs {
  private readonly known = new Map<string, string>();

  /** Across the painted shape's own box; the default runs from its top to its bottom. */
  linear(stops: readonly Stop[], x2 = 0, y2 = 1, x1 = 0, y1 = 0): string {
    const ends = `x1="${fine(x1)}" y1="${fine(y1)}" x2="${fine(x2)}" y2="${fine(y2)}"`;
    return this.url('linearGradient', ends, stopList(stops));
  }

  /** Between two points of the picture. */
  ramp(x1: number, y1: number, x2: number, y2: number, stops: readonly Stop[]): string {
    const ends = `gradientUnits="userSpaceOnUse" x1="${num(x1)}" y1="${num(y1)}" x2="${num(x2)}" y2="${num(y2)}"`;
    return this.url('linearGradient', ends, stopList(stops));
  }

  /** Round, filling the painted shape's own box, with its centre at (cx, cy) of it. */
  radial(stops: readonly Stop[], cx = 0.5, cy = 0.5, r = 0.5): string {
    return this.url('radialGradient', `cx="${fine(cx)}" cy="${fine(cy)}" r="${fine(r)}"`, stopList(stops));
  }

  clip(shape: string): string {
    return this.url('clipPath', '', shape);
  }

  filter(attributes: string, primitives: string): string {
    return this.url('filter', `color-interpolation-filters="sRGB" ${attributes}`, primitives);
  }

  blur(deviation: number): string {
    return this.filter('x="-50%" y="-50%" width="200%" height="200%"', el('feGaussianBlur', { stdDeviation: deviation }));
  }

  toString(): string {
    let text = '';
    for (const [body, id] of this.known) text += body.replace(' ', ` id="${id}" `);
    return el('defs', {}, text);
  }

  private url(name: string, attributes: string, children: string): string {
    const body = `<${name} ${attributes}>${children}</${name}>`;
    const id = this.known.get(body) ?? `d${this.known.size}`;
    this.known.set(body, id);
    return `url(#${id})`;
  }
}

function stopList(stops: readonly Stop[]): string {
  return stops
    .map(([offset, colour, opacity]) => el('stop', { offset, 'stop-color': colour, 'stop-opacity': opacity }))
    .join('');
}
