/** Always written #rrggbb. */
export type Colour = string;

interface Lab {
  l: number;
  a: number;
  b: number;
}

/** Colours are mixed in OKLab, where the middle of blue and orange is a soft mauve and not mud. */
export function mix(from: Colour, to: Colour, share: number): Colour {
  const t = Math.min(Math.max(share, 0), 1);
  const x = toLab(from);
  const y = toLab(to);
  return fromLab({ l: x.l + (y.l - x.l) * t, a: x.a + (y.a - x.a) * t, b: x.b + (y.b - x.b) * t });
}

export const lighten = (colour: Colour, share: number): Colour => mix(colour, '#ffffff', share);

export const darken = (colour: Colour, share: number): Colour => mix(colour, '#05060c', share);

export function saturate(colour: Colour, factor: number): Colour {
  const { l, a, b } = toLab(colour);
  return fromLab({ l, a: a * factor, b: b * factor });
}

/** Keeps how light a colour is and turns its hue and strength towards another's. */
export function tint(colour: Colour, towards: Colour, share: number): Colour {
  const x = toLab(colour);
  const y = toLab(towards);
  return fromLab({ l: x.l + (y.l - x.l) * share * 0.15, a: x.a + (y.a - x.a) * share, b: x.b + (y.b - x.b) * share });
}

/** From 0 (black) to 1 (white), as the eye sees it. */
export const lightness = (colour: Colour): number => toLab(colour).l;

export function turnHue(colour: Colour, degrees: number): Colour {
  const { l, a, b } = toLab(colour);
  const turn = (degrees * Math.PI) / 180;
  return fromLab({ l, a: a * Math.cos(turn) - b * Math.sin(turn), b: a * Math.sin(turn) + b * Math.cos(turn) });
}

const labs = new Map<Colour, Lab>();

function toLab(colour: Colour): Lab {
  const known = labs.get(colour);
  if (known) return known;
  const [r, g, b] = [1, 3, 5].map((i) => toLinear(parseInt(colour.slice(i, i + 2), 16) / 255)) as [number, number, number];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  const lab = {
    l: 0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    a: 1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    b: 0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  };
  // Bounded, because a server draws for months and every picture has its own colours.
  if (labs.size > 4096) labs.clear();
  labs.set(colour, lab);
  return lab;
}

function fromLab({ l: light, a, b }: Lab): Colour {
  const l = (light + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (light - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (light - 0.0894841775 * a - 1.291485548 * b) ** 3;
  const rgb = [
    4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s,
    -1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s,
    -0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s,
  ];
  return `#${rgb.map((channel) => toByte(channel).toString(16).padStart(2, '0')).join('')}`;
}

const toLinear = (v: number): number => (v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4);

function toByte(v: number): number {
  const c = v <= 0.0031308 ? v * 12.92 : 1.055 * v ** (1 / 2.4) - 0.055;
  return Math.round(Math.min(Math.max(c, 0), 1) * 255);
}
