const [SOI_BYTES, LENGTH_BYTES] = [2, 2];
const [SCAN, EXIF, PROFILE] = [0xda, 0xe1, 0xe2];
const PROFILE_NAME = 'ICC_PROFILE\0';
/** DHT, JPG and DAC lie between the markers of frames. */
const NO_FRAMES: readonly number[] = [0xc4, 0xc8, 0xcc];
const CHANNELS_AT = 5;

export interface JpegHead {
  /** With its name, as the segment holds it. */
  readonly exif?: Buffer;
  readonly hasProfile: boolean;
  /** Null when the frame lies beyond these bytes. */
  readonly channels: number | null;
}

interface Segment {
  readonly marker: number;
  /** Of the segment with its marker. */
  readonly start: number;
  readonly end: number;
  readonly data: Buffer;
}

/** What the segments before the pixels say, as far as `head` reaches. */
export function jpegHeadOf(head: Buffer): JpegHead {
  const segments = [...segmentsOf(head)];
  const named = (marker: number, name: string) => segments.find(({ marker: found, data }) => found === marker && isNamed(data, name))?.data;
  const exif = named(EXIF, 'Exif\0\0');
  const frame = segments.find(({ marker }) => isFrame(marker));
  return { ...(exif && { exif }), hasProfile: named(PROFILE, PROFILE_NAME) !== undefined, channels: frame?.data[CHANNELS_AT] ?? null };
}

/** The JPEG without the segments of a profile. */
export function withoutProfile(jpeg: Buffer): Buffer {
  const kept: Buffer[] = [];
  let from = 0;
  for (const { marker, data, start, end } of segmentsOf(jpeg)) {
    if (marker !== PROFILE || !isNamed(data, PROFILE_NAME)) continue;
    kept.push(jpeg.subarray(from, start));
    from = end;
  }
  return Buffer.concat([...kept, jpeg.subarray(from)]);
}

function isNamed(data: Buffer, name: string): boolean {
  return data.toString('latin1', 0, name.length) === name;
}

/** The last one may be cut. */
function* segmentsOf(head: Buffer): Generator<Segment, void> {
  for (let at = SOI_BYTES; at + 2 + LENGTH_BYTES <= head.byteLength && head[at] === 0xff; ) {
    const marker = head.readUInt8(at + 1);
    if (marker === SCAN) return;
    if (marker === 0xff) { at += 1; continue; } // fill
    const end = at + 2 + Math.max(LENGTH_BYTES, head.readUInt16BE(at + 2));
    yield { marker, start: at, end, data: head.subarray(at + 2 + LENGTH_BYTES, end) };
    at = end;
  }
}

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && !NO_FRAMES.includes(marker);
}
