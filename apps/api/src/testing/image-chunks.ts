import { crc32, deflateSync } from 'node:zlib';

const PNG_HEAD_BYTES = 8 + 25;

/** A picture with this colour profile and the same pixel values: PNG, JPEG, or a WebP without alpha. */
export function withProfile(picture: Buffer, profile: Buffer): Buffer {
  if (isPng(picture)) return insertPngChunk(picture, 'iCCP', Buffer.concat([Buffer.from('test\0\0', 'latin1'), deflateSync(profile)]));
  if (isWebp(picture)) return extendedWebp(picture, 0x20, [riffChunk('ICCP', profile)], []);
  return insertJpegSegment(picture, 0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01', 'latin1'), profile]));
}

/** A picture with this Exif orientation, 1 to 8. Exif specifies a SHORT. */
export function withOrientation(picture: Buffer, orientation: number, type: 'SHORT' | 'LONG' = 'SHORT'): Buffer {
  const value = type === 'SHORT' ? [0, orientation, 0, 0] : [0, 0, 0, orientation];
  const exif = Buffer.from([0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 1, 0x01, 0x12, 0, type === 'SHORT' ? 3 : 4, 0, 0, 0, 1, ...value, 0, 0, 0, 0]);
  if (isPng(picture)) return insertPngChunk(picture, 'eXIf', exif);
  if (isWebp(picture)) return extendedWebp(picture, 0x08, [], [riffChunk('EXIF', exif)]);
  return insertJpegSegment(picture, 0xe1, Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif]));
}

function isPng(picture: Buffer): boolean {
  return picture.toString('latin1', 1, 4) === 'PNG';
}

function isWebp(picture: Buffer): boolean {
  return picture.toString('latin1', 8, 12) === 'WEBP';
}

/** After IHDR, before everything else. */
export function insertPngChunk(png: Buffer, type: string, data: Buffer): Buffer {
  const typed = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const [length, check] = [Buffer.alloc(4), Buffer.alloc(4)];
  length.writeUInt32BE(data.byteLength);
  check.writeUInt32BE(crc32(typed));
  return Buffer.concat([png.subarray(0, PNG_HEAD_BYTES), length, typed, check, png.subarray(PNG_HEAD_BYTES)]);
}

/** After SOI. */
function insertJpegSegment(jpeg: Buffer, marker: number, data: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(data.byteLength + 2, 2);
  return Buffer.concat([jpeg.subarray(0, 2), head, data, jpeg.subarray(2)]);
}

/** Of a simple WebP, one with `VP8X`; https://developers.google.com/speed/webp/docs/riff_container. */
function extendedWebp(webp: Buffer, flag: number, before: Buffer[], after: Buffer[]): Buffer {
  if (webp.toString('latin1', 12, 15) !== 'VP8' || webp.toString('latin1', 12, 16) === 'VP8X') throw new Error('not a simple WebP');
  const size = webp.toString('latin1', 12, 16) === 'VP8L' ? losslessSize(webp) : { width: webp.readUInt16LE(26) & 0x3fff, height: webp.readUInt16LE(28) & 0x3fff };
  const head = Buffer.alloc(10);
  head[0] = flag;
  head.writeUIntLE(size.width - 1, 4, 3);
  head.writeUIntLE(size.height - 1, 7, 3);
  const content = Buffer.concat([Buffer.from('WEBP', 'latin1'), riffChunk('VP8X', head), ...before, webp.subarray(12), ...after]);
  return riffChunk('RIFF', content);
}

function losslessSize(webp: Buffer): { width: number; height: number } {
  const bits = webp.readUInt32LE(21);
  return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
}

function riffChunk(type: string, data: Buffer): Buffer {
  const length = Buffer.alloc(4);
  length.writeUInt32LE(data.byteLength);
  return Buffer.concat([Buffer.from(type, 'latin1'), length, data, Buffer.alloc(data.byteLength & 1)]);
}
