import { Readable } from 'node:stream';
import { describe, expect, it } from '@jest/globals';
import { pendingResponse, until } from '../testing/pending-response';
import { sendStream } from './send-stream';

const CHUNK = Buffer.alloc(1_000_000);

describe('sendStream', () => {
  const endless = () => new Readable({ read() { this.push(CHUNK); } });

  it('sends the stream to its end', async () => {
    const { response, text } = await pendingResponse();
    const source = Readable.from([Buffer.from('one '), Buffer.from('two')]);

    await sendStream(response, source, 7);

    await until(() => text().includes('two'));
    expect(source.destroyed).toBe(true);
  });

  it('destroys the stream when the client disconnects, and resolves', async () => {
    const { response, client, text } = await pendingResponse();
    const source = endless();
    const sent = sendStream(response, source, Infinity);
    await until(() => text().length > CHUNK.byteLength);

    client.destroy();

    await expect(sent).resolves.toBeUndefined();
    expect(source.destroyed).toBe(true);
  });

  it('destroys the stream when the client had disconnected before, and resolves', async () => {
    const { response, client } = await pendingResponse();
    client.destroy();
    await until(() => response.destroyed);
    const source = endless();

    await expect(sendStream(response, source, Infinity)).resolves.toBeUndefined();

    expect(source.destroyed).toBe(true);
  });

  it.each([
    ['shorter', 8],
    ['longer', 6],
  ])('rejects, and does not end the response, when the stream is %s than it should be', async (_, length) => {
    const { response } = await pendingResponse();

    await expect(sendStream(response, Readable.from([Buffer.from('one '), Buffer.from('two')]), length)).rejects.toThrow('7 bytes were read instead of');

    expect(response.writableEnded).toBe(false);
  });

  it('rejects with the error of the stream, and does not end the response', async () => {
    const { response } = await pendingResponse();
    const error = Object.assign(new Error('the disk failed'), { code: 'EIO' });
    const source = new Readable({ read() { this.push('begun'); setTimeout(() => this.destroy(error), 10); } });

    await expect(sendStream(response, source, Infinity)).rejects.toBe(error);

    expect([response.writableEnded, source.destroyed]).toEqual([false, true]);
  });

  it.each([
    ['is closed before its end', undefined],
    ['fails with the code of a closed connection', Object.assign(new Error('the disk is away'), { code: 'ECONNRESET' })],
    ['fails with the code of an early end', Object.assign(new Error('cut'), { code: 'ERR_STREAM_PREMATURE_CLOSE' })],
  ])('rejects when the stream %s, though the client is there', async (_, error) => {
    const { response } = await pendingResponse();
    const source = new Readable({ read() { this.push('begun'); setTimeout(() => this.destroy(error), 10); } });

    await expect(sendStream(response, source, Infinity)).rejects.toThrow(error?.message ?? 'the stream was closed after');

    expect([response.writableEnded, source.destroyed]).toEqual([false, true]);
  });
});
