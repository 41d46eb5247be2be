import { describe, expect, it } from '@jest/globals';
import sharp, { type Sharp } from 'sharp';
import { D50, gamma, labToXyz, RGB_SPACES, type RgbSpace, rgbToXyz, type ToneCurve, type Triple, xyzToSrgb } from '../../testing/colour/colour-spaces';
import { deltaE00, srgbDifference } from '../../testing/colour/delta-e';
import { insertPngChunk, withProfile } from '../../testing/image-chunks';
import { previewOf } from '../../generation/preview';
import { cmykProfile, greyProfile, rgbProfile } from '../decoding/icc-profile';
import { makeThumbnails } from './make-thumbnails';

/** CIEDE2000. A lossy thumbnail differs a little from the original. */
const MEAN_MAX = 2;
const PATCH = 16;
const STEPS = 5;

interface Sample {
  readonly name: string;
  readonly file: () => Promise<Buffer>;
  /** Of each patch, row by row, what a screen of sRGB shows; each channel 0…1. */
  readonly reference: () => Promise<Triple[]>;
  readonly columns: number;
}

type Depth = 8 | 16;

/** Every mixture of five steps of three channels. */
const MIXTURES: Triple[] = Array.from({ length: STEPS ** 3 }, (_, at) => [at % STEPS, Math.floor(at / STEPS) % STEPS, Math.floor(at / STEPS ** 2)].map((step) => step / (STEPS - 1)) as unknown as Triple);
const GREYS = Array.from({ length: 25 }, (_, at) => at / 24);

/** Colours as a file of `depth` bits holds them, one patch each, in rows of `columns`. */
function patches(values: readonly (readonly number[])[], columns: number, depth: Depth): Sharp {
  const [channels, most] = [values[0]!.length as 1 | 3 | 4, 2 ** depth - 1];
  const [width, height] = [columns * PATCH, (values.length / columns) * PATCH];
  const pixels = new (depth === 16 ? Uint16Array : Uint8Array)(width * height * channels);
  for (let y = 0; y < height; y += 1) for (let x = 0; x < width; x += 1) {
    const value = values[Math.floor(y / PATCH) * columns + Math.floor(x / PATCH)]!;
    for (const [channel, part] of value.entries()) pixels[(y * width + x) * channels + channel] = Math.round(part * most);
  }
  return sharp(pixels, { raw: { width, height, channels } });
}

async function png(values: readonly (readonly number[])[], columns: number, depth: Depth, profile: Buffer | null): Promise<Buffer> {
  const grey = values[0]!.length === 1;
  const space = grey ? (depth === 16 ? 'grey16' : 'b-w') : depth === 16 ? 'rgb16' : 'srgb';
  const file = await patches(values, columns, depth).toColourspace(space).png().toBuffer();
  expect(await sharp(file).metadata()).toMatchObject({ depth: depth === 16 ? 'ushort' : 'uchar', channels: values[0]!.length });
  return profile === null ? file : withProfile(file, profile);
}

function rgbSample(name: string, space: RgbSpace, depth: Depth, tagged: boolean): Sample {
  return {
    name, columns: 25,
    file: () => png(MIXTURES, 25, depth, tagged ? rgbProfile(space.matrix, space.curve.icc) : null),
    reference: () => Promise.resolve(MIXTURES.map((rgb) => xyzToSrgb(rgbToXyz(space, rgb)))),
  };
}

/** Transparency is no part of a colour. */
function alphaSample(space: RgbSpace, depth: Depth): Sample {
  const values = MIXTURES.map((rgb) => [...rgb, 1]);
  return { ...rgbSample(`${String(depth)}-bit RGBA, Adobe RGB`, space, depth, true), file: () => png(values, 25, depth, rgbProfile(space.matrix, space.curve.icc)) };
}

function greySample(depth: Depth, exponent: number | null): Sample {
  const curve = exponent === null ? RGB_SPACES.sRGB.curve : gamma(exponent);
  const shown = (value: number) => xyzToSrgb(D50.map((part) => part * curve.decode(value)) as unknown as Triple);
  return {
    name: `${String(depth)}-bit grey, ${exponent === null ? 'no profile' : `gamma ${String(exponent)}`}`, columns: 5,
    file: () => png(GREYS.map((grey) => [grey]), 5, depth, exponent === null ? null : greyProfile(curve.icc)),
    reference: () => Promise.resolve(GREYS.map(shown)),
  };
}

const GAMMA = (value: number) => ['gAMA', uint32s(value)] as const;
const ADOBE = ['cHRM', uint32s(31_270, 32_900, 64_000, 33_000, 21_000, 71_000, 15_000, 6000)] as const;
const CODES = (...codes: number[]) => ['cICP', Buffer.from(codes)] as const;
const SRGB_WITH = (curve: ToneCurve): RgbSpace => ({ matrix: RGB_SPACES.sRGB.matrix, curve });
type Chunk = readonly [type: string, data: Buffer];

function uint32s(...values: number[]): Buffer {
  const bytes = Buffer.alloc(values.length * 4);
  for (const [at, value] of values.entries()) bytes.writeUInt32BE(value, at * 4);
  return bytes;
}

/** A PNG whose colours its chunks say; as Chromium 156 shows it. */
function chunkSample(what: string, chunks: readonly Chunk[], shownIn: RgbSpace, depth: Depth = 8, profile: RgbSpace | null = null): Sample {
  const sample = rgbSample(`${String(depth)}-bit RGB, ${what}`, shownIn, depth, false);
  return {
    ...sample,
    file: async () => chunks.reduce((file, [type, data]) => insertPngChunk(file, type, data), await png(MIXTURES, 25, depth, profile && rgbProfile(profile.matrix, profile.curve.icc))),
  };
}

function greyChunkSample(depth: Depth): Sample {
  const sample = greySample(depth, 1);
  return { ...sample, name: `${String(depth)}-bit grey, gAMA 1`, file: async () => insertPngChunk(await png(GREYS.map((grey) => [grey]), 5, depth, null), ...GAMMA(100_000)) };
}

const P3 = RGB_SPACES['Display P3'];
const PNG_CHUNKS: Sample[] = [
  ...([8, 16] as const).flatMap((depth) => [
    chunkSample('gAMA 1', [GAMMA(100_000)], SRGB_WITH(gamma(1)), depth), chunkSample('gAMA 1/1.8', [GAMMA(55_556)], SRGB_WITH(gamma(1.8)), depth),
    chunkSample('cHRM and gAMA of Adobe RGB', [GAMMA(45_455), ADOBE], RGB_SPACES['Adobe RGB'], depth),
    chunkSample('cICP of Display P3', [CODES(12, 13, 0, 1)], P3, depth), greyChunkSample(depth),
  ]),
  chunkSample('cICP of sRGB and linear light', [CODES(1, 8, 0, 1)], SRGB_WITH(gamma(1))),
  chunkSample('cICP of BT.709', [CODES(1, 1, 0, 1)], SRGB_WITH(gamma(2.4))),
  chunkSample('cICP before iCCP', [CODES(1, 13, 0, 1)], RGB_SPACES.sRGB, 8, P3),
  chunkSample('cICP before sRGB', [CODES(12, 13, 0, 1), ['sRGB', Buffer.from([0])]], P3),
  chunkSample('iCCP before gAMA', [GAMMA(100_000)], P3, 8, P3),
  chunkSample('sRGB before gAMA', [GAMMA(100_000), ['sRGB', Buffer.from([0])]], RGB_SPACES.sRGB),
  ...([
    ['cHRM alone', [ADOBE]], ['cHRM of zeros', [GAMMA(45_455), ['cHRM', uint32s(0, 0, 0, 0, 0, 0, 0, 0)]]], ['gAMA 0', [GAMMA(0)]], ['cICP of a narrow range', [CODES(12, 13, 0, 0)]],
    ['cICP of unknown primaries', [CODES(2, 13, 0, 1)]], ['cICP of an unknown curve', [CODES(12, 99, 0, 1)]],
  ] satisfies [string, Chunk[]][]).map(([what, chunks]) => chunkSample(what, chunks, RGB_SPACES.sRGB)),
];

/** Linear in the inks, so that how a decoder interpolates is no matter. */
const inkToLab = ([c, m, y, k]: readonly number[]): Triple => [100 - 20 * c! - 25 * m! - 5 * y! - 45 * k!, -30 * c! + 60 * m!, -40 * c! + 70 * y!];
const cmykFile = () => patches(MIXTURES, 25, 8).toColourspace('cmyk').jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer();

/** What a decoder finds in the file, each ink 0…1. */
async function inksOf(file: Buffer): Promise<number[][]> {
  const { data, info } = await sharp(file).pipelineColourspace('cmyk').toColourspace('cmyk').raw().toBuffer({ resolveWithObject: true });
  return MIXTURES.map((_, at) => {
    const middle = ((Math.floor(at / 25) + 0.5) * PATCH * info.width + ((at % 25) + 0.5) * PATCH) * 4;
    return [...data.subarray(middle, middle + 4)].map((ink) => ink / 255);
  });
}

const CMYK: Sample = {
  name: '8-bit CMYK with a profile', columns: 25,
  file: async () => withProfile(await cmykFile(), cmykProfile(2, inkToLab)),
  reference: async () => (await inksOf(await cmykFile())).map((inks) => xyzToSrgb(labToXyz(inkToLab(inks)))),
};

/** The byte of Adobe's segment that distinguishes CMYK (0) from YCCK (2). */
function withTransform(jpeg: Buffer, transform: number): Buffer {
  const copy = Buffer.from(jpeg);
  copy[copy.indexOf('Adobe') + 11] = transform;
  return copy;
}

function withoutAdobe(jpeg: Buffer): Buffer {
  const at = jpeg.indexOf('Adobe') - 4;
  return Buffer.concat([jpeg.subarray(0, at), jpeg.subarray(at + 16)]);
}

/** Chromium 156 multiplies what cyan, magenta and yellow let through by what black does, whatever Adobe's segment is. */
function untaggedCmyk(what: string, change: (jpeg: Buffer) => Buffer): Sample {
  const file = async () => change(await cmykFile());
  const shown = ([c, m, y, k]: number[]) => [c, m, y].map((ink) => (1 - ink!) * (1 - k!)) as unknown as Triple;
  return { name: `8-bit CMYK, no profile, ${what}`, columns: 25, file, reference: async () => (await inksOf(await file())).map(shown) };
}

/** The same values in the other formats, which have eight bits. */
function lossySample(format: 'jpeg' | 'webp', space: RgbSpace): Sample {
  const encode = () => (format === 'jpeg' ? patches(MIXTURES, 25, 8).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }) : patches(MIXTURES, 25, 8).webp({ lossless: true }));
  return { ...rgbSample(`${format}, Display P3`, space, 8, true), file: async () => withProfile(await encode().toBuffer(), rgbProfile(space.matrix, space.curve.icc)) };
}

/** A profile that is cut, or whose header has another text at that place. */
function damaged(profile: Buffer, at: number, text: string): Buffer {
  const copy = Buffer.from(profile);
  copy.write(text, at, 'latin1');
  return text === '' ? copy.subarray(0, -1) : copy;
}

const [CLASS_AT, SPACE_AT, CONNECTION_AT, MARK_AT] = [12, 16, 20, 36];
const DAMAGES: readonly (readonly [what: string, at: number, text: string])[] = [
  ['cut', 0, ''], ['of no known space', SPACE_AT, '5CLR'], ['between two devices', CONNECTION_AT, 'RGB '], ['without its mark', MARK_AT, 'none'], ['with tags beyond its end', 128, '\0\0\xff\xff'], ['of a later version', 8, '\x09'],
];

/** As Chromium 156 shows it: as if it had none. */
const DAMAGED_PROFILES: Sample[] = [
  ...DAMAGES.map(([what, at, text]) => ({ ...lossySample('jpeg', RGB_SPACES.sRGB), name: `jpeg, a profile ${what}`, file: async () => withProfile(await patches(MIXTURES, 25, 8).jpeg({ quality: 100, chromaSubsampling: '4:4:4' }).toBuffer(), damaged(rgbProfile(P3.matrix, P3.curve.icc), at, text)) })),
  ...[...DAMAGES, ['of named colours', CLASS_AT, 'nmcl'] as const, ['of another space', SPACE_AT, 'RGB '] as const].map(([what, at, text]) => untaggedCmyk(`but one ${what}`, (jpeg) => withProfile(jpeg, damaged(cmykProfile(2, inkToLab), at, text)))),
];

const SAMPLES: Sample[] = [
  ...DAMAGED_PROFILES,
  ...([8, 16] as const).flatMap((depth) => [
    rgbSample(`${String(depth)}-bit RGB, no profile`, RGB_SPACES.sRGB, depth, false),
    ...Object.entries(RGB_SPACES).map(([name, space]) => rgbSample(`${String(depth)}-bit RGB, ${name}`, space, depth, true)),
    alphaSample(RGB_SPACES['Adobe RGB'], depth),
    greySample(depth, null), greySample(depth, 1.8), greySample(depth, 2.2),
  ]),
  lossySample('jpeg', RGB_SPACES['Display P3']),
  lossySample('webp', RGB_SPACES['Display P3']),
  ...PNG_CHUNKS,
  CMYK,
  untaggedCmyk('Adobe CMYK', (jpeg) => withTransform(jpeg, 0)), untaggedCmyk('Adobe YCCK', (jpeg) => withTransform(jpeg, 2)), untaggedCmyk('no Adobe segment', withoutAdobe),
];

/** The middle of each patch, as sRGB. */
async function middles(bytes: Uint8Array, columns: number, count: number): Promise<Triple[]> {
  const { data, info } = await sharp(bytes).removeAlpha().toColourspace('srgb').raw().toBuffer({ resolveWithObject: true });
  const edge = info.width / columns;
  return Array.from({ length: count }, (_, at) => {
    const middle = (Math.floor((Math.floor(at / columns) + 0.5) * edge) * info.width + Math.floor(((at % columns) + 0.5) * edge)) * info.channels;
    return [0, 1, 2].map((channel) => data[middle + channel]! / 255) as unknown as Triple;
  });
}

const meanDifference = (one: readonly Triple[], two: readonly Triple[]) => one.reduce((sum, colour, at) => sum + srgbDifference(colour, two[at]!), 0) / one.length;

/** The thumbhash of a picture that has the colours of the reference and no profile. */
async function hashOf(reference: readonly Triple[], columns: number): Promise<string> {
  return (await makeThumbnails(await png(reference, columns, 8, null))).thumbhash;
}

/** The average colour, each part in the 63 steps that a thumbhash has for it. */
function averageOf(hash: string): number[] {
  const head = Buffer.from(hash, 'base64').readUIntLE(0, 3);
  return [head & 63, (head >> 6) & 63, (head >> 12) & 63];
}

describe('the colours of small pictures', () => {
  it.each(SAMPLES.map((sample) => [sample.name, sample] as const))('are those of the original: %s', async (_, { file, reference, columns }) => {
    const [bytes, expected] = [await file(), await reference()];

    const { images, thumbhash } = await makeThumbnails(bytes);
    const preview = await previewOf({ index: 0, of: 1, bytes });

    const differences = {
      large: meanDifference(await middles(images[512], columns, expected.length), expected),
      small: meanDifference(await middles(images[256], columns, expected.length), expected),
      preview: meanDifference(await middles(Buffer.from(preview.image, 'base64'), columns, expected.length), expected),
    };
    const steps = averageOf(await hashOf(expected, columns)).map((step, part) => Math.abs(step - averageOf(thumbhash)[part]!));
    expect(Object.entries(differences).filter(([, difference]) => difference >= MEAN_MAX)).toEqual([]);
    expect(Math.max(...steps)).toBeLessThanOrEqual(1);
  });
});

describe('deltaE00', () => {
  /** Pairs 1, 7, 17, 24 and 34 of Sharma, Wu and Dalal. */
  it.each<[Triple, Triple, number]>([
    [[50, 2.6772, -79.7751], [50, 0, -82.7485], 2.0425],
    [[50, 0, 0], [50, -1, 2], 2.3669],
    [[50, 2.5, 0], [73, 25, -18], 27.1492],
    [[50, 2.5, 0], [50, 3.2592, 0.335], 1],
    [[2.0776, 0.0795, -1.135], [0.9033, -0.0636, -0.5514], 0.9082],
  ])('of %j and %j is %d', (one, two, difference) => {
    expect(deltaE00(one, two)).toBeCloseTo(difference, 4);
  });
});
