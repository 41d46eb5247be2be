import type { IncomingMessage } from 'node:http';
import { malformed, payloadTooLarge, unsupportedContentCoding } from '../problems/catalogue';
import { refuseAmbiguousJson } from './strict-json';

export const JSON_BYTES_MAX = 64 * 1024;

/** The object or list in the body of a request; an empty object when it is empty. @throws `payload-too-large` as soon as too much was announced or has come, and what else is wrong with it. */
export async function readJson(request: IncomingMessage): Promise<unknown> {
  const coding = request.headers['content-encoding'] ?? 'identity';
  if (coding.toLowerCase() !== 'identity') throw unsupportedContentCoding();
  const text = new TextDecoder().decode(await readBytes(request, JSON_BYTES_MAX));
  if (text === '') return {};
  refuseAmbiguousJson(text);
  const value: unknown = parse(text);
  if (typeof value !== 'object' || value === null) throw malformed('The request could not be read.');
  return value;
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    throw malformed('The request could not be read.');
  }
}

/** What comes after too much is left to the server, which reads it without keeping it, within the time of a request. */
function readBytes(request: IncomingMessage, bytesMax: number): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let bytes = 0;
    request.on('data', (chunk: Buffer) => {
      bytes += chunk.byteLength;
      if (bytes <= bytesMax) chunks.push(chunk);
      else reject(payloadTooLarge());
    });
    request.once('end', () => { resolve(Buffer.concat(chunks)); });
    // The client has left in the middle of it.
    request.once('error', () => { reject(malformed('The request could not be read.')); });
  });
}
