export type Triple = readonly [number, number, number];
export type Matrix = readonly [Triple, Triple, Triple];
/** The curve of IEC 61966-2-1, or the exponent of a plain power. */
export type IccCurve = 'sRGB' | number;

type Tag = readonly [signature: string, data: Buffer];

interface Header {
  readonly version: number;
  readonly deviceClass: string;
  readonly space: string;
  readonly connection: string;
}

/** The white of the ICC's profile connection space. */
export const D50: Triple = [0.9642, 1, 0.8249];

/** Version 4, as ICC.1:2010 has it. */
const V4 = 0x0420_0000;
/** Its tables for L*a*b* have white at 0xff00, and no perceptual black of their own. */
const V2 = 0x0240_0000;

/** A profile of tone curves and a matrix; its columns are the primaries in CIE XYZ, adapted to D50. */
export function rgbProfile(matrix: Matrix, curve: IccCurve): Buffer {
  const primary = (column: 0 | 1 | 2) => xyz([matrix[0][column], matrix[1][column], matrix[2][column]]);
  const tone = curveOf(curve);
  return profile({ version: V4, deviceClass: 'mntr', space: 'RGB ', connection: 'XYZ ' }, [
    ['rXYZ', primary(0)], ['gXYZ', primary(1)], ['bXYZ', primary(2)], ['rTRC', tone], ['gTRC', tone], ['bTRC', tone],
  ]);
}

export function greyProfile(curve: IccCurve): Buffer {
  return profile({ version: V4, deviceClass: 'mntr', space: 'GRAY', connection: 'XYZ ' }, [['kTRC', curveOf(curve)]]);
}

/** A table of `steps` amounts of each ink, 0…1; `toLab` returns CIE L*a*b* under D50. */
export function cmykProfile(steps: number, toLab: (cmyk: readonly number[]) => Triple): Buffer {
  const ink = (at: number, power: number) => (Math.floor(at / steps ** power) % steps) / (steps - 1);
  const mixtures = Array.from({ length: steps ** 4 }, (_, at) => toLab([ink(at, 3), ink(at, 2), ink(at, 1), ink(at, 0)]));
  const identity = [1, 0, 0, 0, 1, 0, 0, 0, 1].map(fixed);
  const line = [0, 0xffff];
  const table = mixtures.flatMap(([l, a, b]) => [Math.round((l / 100) * 0xff00), Math.round((a + 128) * 256), Math.round((b + 128) * 256)]);
  const numbers = [2, 2, ...Array.from({ length: 4 }, () => line).flat(), ...table, ...Array.from({ length: 3 }, () => line).flat()];
  const head = Buffer.from([...Buffer.from('mft2\0\0\0\0', 'latin1'), 4, 3, steps, 0]);
  return profile({ version: V2, deviceClass: 'prtr', space: 'CMYK', connection: 'Lab ' }, [['A2B0', Buffer.concat([head, ...identity, ...numbers.map(uint16)])]]);
}

function profile({ version, deviceClass, space, connection }: Header, tags: readonly Tag[]): Buffer {
  const all: Tag[] = [['desc', version === V4 ? text('Vitrine') : textDescription('Vitrine')], ['cprt', version === V4 ? text('none') : Buffer.from('text\0\0\0\0none\0', 'latin1')], ['wtpt', xyz(D50)], ...tags];
  const header = Buffer.alloc(128);
  header.writeUInt32BE(version, 8);
  header.write(deviceClass + space + connection, 12, 'latin1');
  header.writeUInt16BE(2026, 24);
  header.writeUInt16BE(1, 26);
  header.writeUInt16BE(1, 28);
  header.write('acsp', 36, 'latin1');
  Buffer.concat(D50.map(fixed)).copy(header, 68);
  const padded = all.map(([, data]) => Buffer.concat([data, Buffer.alloc(-data.byteLength & 3)]));
  let offset = header.byteLength + 4 + all.length * 12;
  const index = all.map(([signature, data], at) => {
    const entry = Buffer.concat([Buffer.from(signature, 'latin1'), uint32(offset), uint32(data.byteLength)]);
    offset += padded[at]?.byteLength ?? 0;
    return entry;
  });
  const whole = Buffer.concat([header, uint32(all.length), ...index, ...padded]);
  whole.writeUInt32BE(whole.byteLength, 0);
  return whole;
}

function xyz(value: Triple): Buffer {
  return Buffer.concat([Buffer.from('XYZ \0\0\0\0', 'latin1'), ...value.map(fixed)]);
}

/** `para` of type 3 (a line, then a power) for sRGB, of type 0 for a plain power. */
function curveOf(curve: IccCurve): Buffer {
  const parameters = curve === 'sRGB' ? [2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045] : [curve];
  return Buffer.concat([Buffer.from('para\0\0\0\0', 'latin1'), uint16(curve === 'sRGB' ? 3 : 0), uint16(0), ...parameters.map(fixed)]);
}

/** `mluc`, with one record for `enUS`. */
function text(content: string): Buffer {
  const utf16 = Buffer.from(content, 'utf16le').swap16();
  return Buffer.concat([Buffer.from('mluc\0\0\0\0', 'latin1'), uint32(1), uint32(12), Buffer.from('enUS', 'latin1'), uint32(utf16.byteLength), uint32(28), utf16]);
}

function textDescription(content: string): Buffer {
  return Buffer.concat([Buffer.from('desc\0\0\0\0', 'latin1'), uint32(content.length + 1), Buffer.from(`${content}\0`, 'latin1'), Buffer.alloc(78)]);
}

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32BE(value);
  return bytes;
}

function uint16(value: number): Buffer {
  const bytes = Buffer.alloc(2);
  bytes.writeUInt16BE(value);
  return bytes;
}

/** s15Fixed16Number. */
function fixed(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(Math.round(value * 65_536));
  return bytes;
}
