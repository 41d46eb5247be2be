import { createHash } from 'node:crypto';
import { crc32, deflateSync } from 'node:zlib';
import sharp from 'sharp';

/** @typedef {'png' | 'jpeg' | 'webp'} Format */
/** @typedef {{ prompt: string, width: number, height: number, format: Format, transparent?: boolean }} Picture */

const KEPT = 200;
/** @type {Map<string, Promise<Buffer>>} */
const made = new Map();

/**
 * A real picture, the same for the same prompt and another for another.
 * @param {Picture} picture
 * @returns {Promise<Buffer>}
 */
export function draw(picture) {
  const key = JSON.stringify(picture);
  const known = made.get(key);
  if (known) return known;
  const drawn = render(picture);
  made.set(key, drawn);
  const oldest = made.keys().next().value;
  if (made.size > KEPT && oldest !== undefined) made.delete(oldest);
  return drawn;
}

/** @param {Picture} picture */
function render({ prompt, width, height, format, transparent }) {
  const hash = createHash('sha256').update(prompt).digest();
  const hue = hash.readUInt16BE(0) % 360;
  const circles = [2, 6, 10, 14].map((at) => {
    const [x, y, r, turn] = [hash[at] ?? 0, hash[at + 1] ?? 0, hash[at + 2] ?? 0, hash[at + 3] ?? 0];
    return `<circle cx="${(x / 255) * width}" cy="${(y / 255) * height}" r="${height * (0.06 + r / 1200)}" fill="hsl(${(hue + turn) % 360} 70% 60%)" fill-opacity=".8"/>`;
  });
  const ground = transparent
    ? ''
    : `<linearGradient id="g" x2="0" y2="1"><stop stop-color="hsl(${hue} 60% 30%)"/><stop offset="1" stop-color="hsl(${(hue + 60) % 360} 70% 75%)"/></linearGradient><rect width="100%" height="100%" fill="url(#g)"/>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${ground}${circles.join('')}</svg>`;
  const drawn = sharp(Buffer.from(svg)).toFormat(format, format === 'png' ? { compressionLevel: 3 } : {});
  return (transparent ? drawn : drawn.removeAlpha()).toBuffer();
}

/** @param {string} type @param {Uint8Array} data */
function pngChunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  const chunk = Buffer.alloc(body.length + 8);
  chunk.writeUInt32BE(data.length, 0);
  body.copy(chunk, 4);
  chunk.writeUInt32BE(crc32(body), body.length + 4);
  return chunk;
}

const PNG_SIGNATURE = Buffer.from('89504e470d0a1a0a', 'hex');
const PNG_HEADER_END = 8 + 25;

/** A few dozen kilobytes that decode to 400 million pixels: 20,000 × 20,000, one bit each. */
export function bomb() {
  const edge = 20_000;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(edge, 0);
  header.writeUInt32BE(edge, 4);
  header[8] = 1;
  const rows = deflateSync(Buffer.alloc(edge * (1 + edge / 8)));
  return Buffer.concat([PNG_SIGNATURE, pngChunk('IHDR', header), pngChunk('IDAT', rows), pngChunk('IEND', Buffer.alloc(0))]);
}

/** The smallest box that reads as a C2PA manifest store: a JUMBF superbox with its description. */
function manifestStore() {
  const label = Buffer.from('c2pa\0', 'latin1');
  const uuid = Buffer.from('6332706100110010800000aa00389b71', 'hex');
  const description = box('jumd', Buffer.concat([uuid, Buffer.from([3]), label]));
  return box('jumb', description);
}

/** @param {string} type @param {Buffer} content */
function box(type, content) {
  const head = Buffer.alloc(8);
  head.writeUInt32BE(content.length + 8, 0);
  head.write(type, 4, 'latin1');
  return Buffer.concat([head, content]);
}

/**
 * The same picture with content credentials where its format keeps them; their signature is no real one.
 * @param {Buffer} bytes @param {Format} format
 */
export function withContentCredentials(bytes, format) {
  const store = manifestStore();
  if (format === 'png') {
    return Buffer.concat([bytes.subarray(0, PNG_HEADER_END), pngChunk('caBX', store), bytes.subarray(PNG_HEADER_END)]);
  }
  if (format === 'jpeg') {
    const content = Buffer.concat([Buffer.from('4a50000100000001', 'hex'), store]);
    const segment = Buffer.alloc(4);
    segment.writeUInt16BE(0xffeb, 0);
    segment.writeUInt16BE(content.length + 2, 2);
    return Buffer.concat([bytes.subarray(0, 2), segment, content, bytes.subarray(2)]);
  }
  const head = Buffer.alloc(8);
  head.write('C2PA', 0, 'latin1');
  head.writeUInt32LE(store.length, 4);
  const padding = Buffer.alloc(store.length % 2);
  const whole = Buffer.concat([bytes, head, store, padding]);
  whole.writeUInt32LE(whole.length - 8, 4);
  return whole;
}
