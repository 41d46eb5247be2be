import { cmykProfile, D50, type Triple } from './icc-profile';
import { withoutProfile } from './jpeg-head';

/** Steps of each ink: in between, the table of L*a*b* is exact to less than can be seen, and fits into one segment. */
const STEPS = 9;
/** http://www.brucelindbloom.com/index.html?Eqn_RGB_XYZ_Matrix.html, adapted to D50. */
const SRGB_TO_XYZ: readonly Triple[] = [[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169], [0.0139322, 0.0971045, 0.7141733]];
const APP2 = 0xe2;

let segment: Buffer | null = null;

/**
 * A CMYK JPEG without a usable profile, with one that shows its colours as browsers do: red is what cyan and black let through,
 * (1 − C)(1 − K), and so on, in sRGB. libvips would take the inks of a press.
 */
export function withPlainCmyk(jpeg: Buffer): Buffer {
  segment ??= profileSegment();
  const bare = withoutProfile(jpeg);
  return Buffer.concat([bare.subarray(0, 2), segment, bare.subarray(2)]);
}

function profileSegment(): Buffer {
  const data = Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), cmykProfile(STEPS, plainLab)]);
  const head = Buffer.from([0xff, APP2, 0, 0]);
  head.writeUInt16BE(data.byteLength + 2, 2);
  return Buffer.concat([head, data]);
}

function plainLab([c = 0, m = 0, y = 0, k = 0]: readonly number[]): Triple {
  const rgb = [c, m, y].map((ink) => toLinear((1 - ink) * (1 - k)));
  const [fx = 0, fy = 0, fz = 0] = SRGB_TO_XYZ.map((row, axis) => toLightness(row.reduce((sum, part, at) => sum + part * (rgb[at] ?? 0), 0) / (D50[axis] ?? 1)));
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

/** IEC 61966-2-1. */
function toLinear(value: number): number {
  return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
}

/** The function of CIE L*a*b*. */
function toLightness(ratio: number): number {
  return ratio > 216 / 24389 ? Math.cbrt(ratio) : ((24389 / 27) * ratio + 16) / 116;
}
