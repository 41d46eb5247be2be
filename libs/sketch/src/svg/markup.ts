type Value = string | number;

/** One decimal is a tenth of a pixel: enough for the eye, and half the bytes. */
export function num(value: number): string {
  return String(Math.round(value * 10) / 10 || 0);
}

/** Opacities and scales need more than coordinates do. */
export function fine(value: number): string {
  return String(Math.round(value * 1000) / 1000 || 0);
}

/** Path data with its numbers rounded: d`M${x},${y}h${w}`. */
export function d(parts: TemplateStringsArray, ...values: Value[]): string {
  return parts.reduce((text, part, i) => {
    const value = values[i - 1] ?? '';
    return text + (typeof value === 'number' ? num(value) : value) + part;
  });
}

export type Attributes = Readonly<Record<string, Value | undefined>>;

const FINE = new Set(['opacity', 'fill-opacity', 'stroke-opacity', 'stop-opacity', 'offset']);

/** Every attribute comes from our own numbers and constants, never from the prompt, so there is nothing to escape. */
export function el(name: string, attributes: Attributes, children = ''): string {
  let open = `<${name}`;
  for (const [key, value] of Object.entries(attributes)) {
    if (value === undefined) continue;
    open += ` ${key}="${typeof value === 'number' ? (FINE.has(key) ? fine(value) : num(value)) : value}"`;
  }
  return children ? `${open}>${children}</${name}>` : `${open}/>`;
}

export const group = (attributes: Attributes, ...children: string[]): string => el('g', attributes, children.join(''));

export const path = (data: string, fill: string, more: Attributes = {}): string => el('path', { d: data, fill, ...more });

export const stroke = (data: string, colour: string, width: number, more: Attributes = {}): string =>
  el('path', { d: data, fill: 'none', stroke: colour, 'stroke-width': fine(width), ...more });

export const circle = (cx: number, cy: number, r: number, fill: string, more: Attributes = {}): string =>
  el('circle', { cx, cy, r, fill, ...more });

export const ellipse = (cx: number, cy: number, rx: number, ry: number, fill: string, more: Attributes = {}): string =>
  el('ellipse', { cx, cy, rx, ry, fill, ...more });

export const rect = (x: number, y: number, width: number, height: number, fill: string, more: Attributes = {}): string =>
  el('rect', { x, y, width, height, fill, ...more });
