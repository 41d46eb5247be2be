import { rgbToXyz, RGB_SPACES, type Triple, xyzToLab } from './colour-spaces';

const DEGREES = Math.PI / 180;
const POWER = 25 ** 7;

/** CIEDE2000 of two colours in L*a*b*: about 1 is the least difference that an eye sees. Sharma, Wu, Dalal, 2005. */
export function deltaE00([l1, a1, b1]: Triple, [l2, a2, b2]: Triple): number {
  const chroma = (Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2;
  const g = 0.5 * (1 - Math.sqrt(chroma ** 7 / (chroma ** 7 + POWER)));
  const [one, two] = [polar((1 + g) * a1, b1), polar((1 + g) * a2, b2)];
  const lightness = (l1 + l2) / 2;
  const meanChroma = (one.chroma + two.chroma) / 2;
  const hue = meanHue(one, two);
  const t = 1 - 0.17 * Math.cos((hue - 30) * DEGREES) + 0.24 * Math.cos(2 * hue * DEGREES) + 0.32 * Math.cos((3 * hue + 6) * DEGREES) - 0.2 * Math.cos((4 * hue - 63) * DEGREES);
  const dl = (l2 - l1) / (1 + (0.015 * (lightness - 50) ** 2) / Math.sqrt(20 + (lightness - 50) ** 2));
  const dc = (two.chroma - one.chroma) / (1 + 0.045 * meanChroma);
  const dh = (2 * Math.sqrt(one.chroma * two.chroma) * Math.sin((hueStep(one, two) / 2) * DEGREES)) / (1 + 0.015 * meanChroma * t);
  const rotation = -2 * Math.sqrt(meanChroma ** 7 / (meanChroma ** 7 + POWER)) * Math.sin(60 * Math.exp(-(((hue - 275) / 25) ** 2)) * DEGREES);
  return Math.sqrt(dl ** 2 + dc ** 2 + dh ** 2 + rotation * dc * dh);
}

/** Of two colours in sRGB, each channel 0…1. */
export function srgbDifference(one: Triple, two: Triple): number {
  const lab = (rgb: Triple) => xyzToLab(rgbToXyz(RGB_SPACES.sRGB, rgb));
  return deltaE00(lab(one), lab(two));
}

interface Polar {
  readonly chroma: number;
  /** Degrees, 0…360. */
  readonly hue: number;
}

function polar(a: number, b: number): Polar {
  return { chroma: Math.hypot(a, b), hue: (Math.atan2(b, a) / DEGREES + 360) % 360 };
}

function hueStep(one: Polar, two: Polar): number {
  const step = two.hue - one.hue;
  if (one.chroma * two.chroma === 0) return 0;
  if (step > 180) return step - 360;
  return step < -180 ? step + 360 : step;
}

function meanHue(one: Polar, two: Polar): number {
  const sum = one.hue + two.hue;
  if (one.chroma * two.chroma === 0) return sum;
  if (Math.abs(one.hue - two.hue) <= 180) return sum / 2;
  return sum < 360 ? (sum + 360) / 2 : (sum - 360) / 2;
}
