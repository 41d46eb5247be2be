import { D50, type IccCurve, type Matrix, type Triple } from '../../images/decoding/icc-profile';

export { D50, type Triple } from '../../images/decoding/icc-profile';

/** A tone curve: linear light from an encoded value, and the number that an ICC profile writes for it. */
export interface ToneCurve {
  readonly decode: (value: number) => number;
  readonly icc: IccCurve;
}

export interface RgbSpace {
  /** Columns are the primaries in CIE XYZ, adapted to D50 by Bradford. */
  readonly matrix: Matrix;
  readonly curve: ToneCurve;
}

export const gamma = (exponent: number): ToneCurve => ({ decode: (value) => value ** exponent, icc: exponent });

/** IEC 61966-2-1. */
const SRGB_CURVE: ToneCurve = { decode: (value) => (value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4), icc: 'sRGB' };

/** Matrices: http://www.brucelindbloom.com/index.html?Eqn_RGB_XYZ_Matrix.html; Display P3 as Apple's profile has it. */
export const RGB_SPACES = {
  sRGB: { matrix: [[0.4360747, 0.3850649, 0.1430804], [0.2225045, 0.7168786, 0.0606169], [0.0139322, 0.0971045, 0.7141733]], curve: SRGB_CURVE },
  'Adobe RGB': { matrix: [[0.6097559, 0.2052401, 0.149224], [0.3111242, 0.625656, 0.0632197], [0.0194811, 0.0608902, 0.7448387]], curve: gamma(563 / 256) },
  'Display P3': { matrix: [[0.51512, 0.29198, 0.1571], [0.2412, 0.69225, 0.06657], [-0.00105, 0.04189, 0.78407]], curve: SRGB_CURVE },
  'ProPhoto RGB': { matrix: [[0.7976749, 0.1351917, 0.0313534], [0.2880402, 0.7118741, 0.0000857], [0, 0, 0.82521]], curve: gamma(1.8) },
} as const satisfies Record<string, RgbSpace>;

export function rgbToXyz({ matrix, curve }: RgbSpace, [r, g, b]: Triple): Triple {
  return multiply(matrix, [curve.decode(r), curve.decode(g), curve.decode(b)]);
}

/** What a screen of sRGB shows of a colour: each channel cut to 0…1. */
export function xyzToSrgb(xyz: Triple): Triple {
  const encode = (linear: number) => {
    const cut = Math.min(1, Math.max(0, linear));
    return cut <= 0.0031308 ? cut * 12.92 : 1.055 * cut ** (1 / 2.4) - 0.055;
  };
  const [r, g, b] = multiply(inverse(RGB_SPACES.sRGB.matrix), xyz);
  return [encode(r), encode(g), encode(b)];
}

/** CIE L*a*b* under D50. */
export function xyzToLab([x, y, z]: Triple): Triple {
  const f = (ratio: number) => (ratio > 216 / 24389 ? Math.cbrt(ratio) : ((24389 / 27) * ratio + 16) / 116);
  const [fx, fy, fz] = [f(x / D50[0]), f(y / D50[1]), f(z / D50[2])];
  return [116 * fy - 16, 500 * (fx - fy), 200 * (fy - fz)];
}

export function labToXyz([l, a, b]: Triple): Triple {
  const f = (value: number) => (value > 6 / 29 ? value ** 3 : (116 * value - 16) / (24389 / 27));
  const fy = (l + 16) / 116;
  return [D50[0] * f(fy + a / 500), D50[1] * f(fy), D50[2] * f(fy - b / 200)];
}

function multiply(matrix: Matrix, [x, y, z]: Triple): Triple {
  const row = ([a, b, c]: Triple) => a * x + b * y + c * z;
  return [row(matrix[0]), row(matrix[1]), row(matrix[2])];
}

function inverse([[a, b, c], [d, e, f], [g, h, i]]: Matrix): Matrix {
  const det = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    [(e * i - f * h) / det, (c * h - b * i) / det, (b * f - c * e) / det],
    [(f * g - d * i) / det, (a * i - c * g) / det, (c * d - a * f) / det],
    [(d * h - e * g) / det, (b * g - a * h) / det, (a * e - b * d) / det],
  ];
}
