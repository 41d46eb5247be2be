import { crc32 } from 'node:zlib';

export interface ZippedFile {
  readonly name: string;
  readonly bytes: Buffer;
  readonly modifiedAt: Date;
}

/** Of the general purpose flags (APPNOTE, 4.4.4). */
const UTF8_FLAG = 0x0800;

/** The files of a zip that compresses nothing, as its central directory lists them. Throws when a checksum is wrong, or a name is not marked as UTF-8. */
export function readZip(zip: Buffer): ZippedFile[] {
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end === -1) throw new Error('the zip has no end');
  const files: ZippedFile[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left -= 1) {
    const [nameLength, extraLength, commentLength] = [zip.readUInt16LE(at + 28), zip.readUInt16LE(at + 30), zip.readUInt16LE(at + 32)];
    const name = zip.toString('utf8', at + 46, at + 46 + nameLength);
    if ((zip.readUInt16LE(at + 8) & UTF8_FLAG) === 0) throw new Error(`${name} is not marked as UTF-8`);
    files.push({ name, bytes: contentOf(zip, at, name), modifiedAt: timeIn(zip.subarray(at + 46 + nameLength, at + 46 + nameLength + extraLength)) });
    at += 46 + nameLength + extraLength + commentLength;
  }
  return files;
}

function contentOf(zip: Buffer, entry: number, name: string): Buffer {
  const local = zip.readUInt32LE(entry + 42);
  const start = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
  const bytes = zip.subarray(start, start + zip.readUInt32LE(entry + 24));
  if (zip.readUInt16LE(entry + 10) !== 0) throw new Error(`${name} is compressed`);
  if (crc32(bytes) !== zip.readUInt32LE(entry + 16)) throw new Error(`${name} has another checksum`);
  return bytes;
}

/** The universal timestamp of Info-ZIP. */
function timeIn(extra: Buffer): Date {
  return new Date(extra.readUInt32LE(5) * 1000);
}
