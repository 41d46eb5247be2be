import { deflateSync } from 'node:zlib';
import { adaptedToD50, type Chromaticities } from './chromaticities';
import { greyProfile, type IccCurve, rgbProfile } from './icc-profile';
import { chunksBeforePixels, withChunk, withoutChunks } from './png-chunks';

const [GAMMA, CHROMATICITIES, CODES] = ['gAMA', 'cHRM', 'cICP'] as const;
const COLOUR_CHUNKS = [CODES, 'iCCP', 'sRGB', GAMMA, CHROMATICITIES];
/** What an ICC profile can hold, and more than any file means. */
const EXPONENT_MAX = 100;

const D65 = [0.3127, 0.329] as const;
const SRGB: Chromaticities = { white: D65, red: [0.64, 0.33], green: [0.3, 0.6], blue: [0.15, 0.06] };
const SMPTE_170M: Chromaticities = { white: D65, red: [0.63, 0.34], green: [0.31, 0.595], blue: [0.155, 0.07] };

/** ITU-T H.273, table 2. */
const PRIMARIES: Partial<Record<number, Chromaticities>> = {
  1: SRGB,
  4: { white: [0.31, 0.316], red: [0.67, 0.33], green: [0.21, 0.71], blue: [0.14, 0.08] },
  5: { white: D65, red: [0.64, 0.33], green: [0.29, 0.6], blue: [0.15, 0.06] },
  6: SMPTE_170M,
  7: SMPTE_170M,
  9: { white: D65, red: [0.708, 0.292], green: [0.17, 0.797], blue: [0.131, 0.046] },
  11: { white: [0.314, 0.351], red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06] },
  12: { white: D65, red: [0.68, 0.32], green: [0.265, 0.69], blue: [0.15, 0.06] },
  22: { white: D65, red: [0.63, 0.34], green: [0.295, 0.605], blue: [0.155, 0.077] },
};
/** ITU-T H.273, table 3. Chromium shows those of video as screens do (BT.1886). HDR (16, 18) is left out: a profile cannot hold it. */
const CURVES: Partial<Record<number, IccCurve>> = { 1: 2.4, 4: 2.2, 5: 2.8, 6: 2.4, 8: 1, 13: 'sRGB', 14: 2.4, 15: 2.4 };

interface Colours {
  readonly primaries: Chromaticities;
  readonly curve: IccCurve;
}

/**
 * The PNG, with a profile when `cICP`, or `gAMA` and `cHRM`, say its colours, which browsers apply and libvips does not.
 * As in PNG's third edition, `cICP` comes before `iCCP`, `iCCP` before `sRGB`, and `sRGB` before the others.
 */
export function withPngColours(png: Buffer, isGrey: boolean): Buffer {
  const colours = coloursOf(chunksBeforePixels(png, COLOUR_CHUNKS));
  const matrix = colours && adaptedToD50(colours.primaries);
  if (!matrix) return png;
  const profile = isGrey ? greyProfile(colours.curve) : rgbProfile(matrix, colours.curve);
  return withChunk(withoutChunks(png, COLOUR_CHUNKS), 'iCCP', Buffer.concat([Buffer.from('colours\0\0', 'latin1'), deflateSync(profile)]));
}

/** Whether `withPngColours` may give it a profile, as far as `head` reaches. */
export function saysColoursWithoutProfile(head: Buffer): boolean {
  return coloursOf(chunksBeforePixels(head, COLOUR_CHUNKS)) !== null;
}

function coloursOf(chunks: Map<string, Buffer>): Colours | null {
  const coded = fromCodes(chunks.get(CODES));
  if (coded || chunks.has('iCCP') || chunks.has('sRGB')) return coded;
  return fromGamma(chunks.get(GAMMA), chunks.get(CHROMATICITIES));
}

/** Null for codes that browsers ignore (a narrow range, unknown numbers) and for HDR. */
function fromCodes(data: Buffer | undefined): Colours | null {
  if (data?.byteLength !== 4) return null;
  const [primaries, curve] = [PRIMARIES[data.readUInt8(0)], CURVES[data.readUInt8(1)]];
  const isFullRgb = data.readUInt8(2) === 0 && data.readUInt8(3) === 1;
  return isFullRgb && primaries && curve ? { primaries, curve } : null;
}

/** Browsers ignore `cHRM` alone. */
function fromGamma(gamma: Buffer | undefined, chromaticities: Buffer | undefined): Colours | null {
  const stored = gamma?.byteLength === 4 ? gamma.readUInt32BE(0) : 0;
  if (stored === 0) return null;
  const curve = Math.min(EXPONENT_MAX, Math.max(1 / EXPONENT_MAX, 100_000 / stored));
  return { curve, primaries: chromaticities?.byteLength === 32 ? chromaticitiesOf(chromaticities) : SRGB };
}

function chromaticitiesOf(data: Buffer): Chromaticities {
  const point = (at: number) => [data.readUInt32BE(at) / 100_000, data.readUInt32BE(at + 4) / 100_000] as const;
  return { white: point(0), red: point(8), green: point(16), blue: point(24) };
}
