import { describe, expect, it } from '@jest/globals';
import { pendingResponse, until } from '../testing/pending-response';
import { sendPieces } from './send-pieces';

const PIECE = Buffer.alloc(1_000_000);

describe('sendPieces', () => {
  it('sends the pieces to their end', async () => {
    const { response, text } = await pendingResponse();
    const buffer = Buffer.alloc(4);

    await sendPieces(response, async (write) => {
      for (const word of ['one ', 'two ']) {
        buffer.write(word);
        await write(buffer);
      }
    }, 8);

    await until(() => text().includes('two '));
    expect(text()).toMatch(/one [^o]*two /);
  });

  it('asks for no more than the client reads', async () => {
    const { response, client } = await pendingResponse();
    client.pause();
    let pieces = 0;
    const sent = sendPieces(response, async (write) => {
      for (;;) {
        pieces += 1;
        await write(PIECE);
      }
    }, Infinity);
    await until(() => response.writableLength > 0);
    await new Promise((later) => setTimeout(later, 100));
    const asked = pieces;
    await new Promise((later) => setTimeout(later, 100));
    expect(pieces).toBe(asked);

    client.destroy();
    await expect(sent).resolves.toBeUndefined();
  });

  it('resolves when the client had disconnected before', async () => {
    const { response, client } = await pendingResponse();
    client.destroy();
    await until(() => response.destroyed);

    await expect(sendPieces(response, (write) => write(PIECE), PIECE.byteLength)).resolves.toBeUndefined();
  });

  it.each([
    ['fewer', 1_000_001],
    ['more', 999_999],
  ])('rejects, and does not end the response, when there are %s bytes than there should be', async (_, length) => {
    const { response } = await pendingResponse();

    await expect(sendPieces(response, (write) => write(PIECE), length)).rejects.toThrow(/1000000 bytes were read/);

    expect(response.writableEnded).toBe(false);
  });

  it('rejects with what the pieces fail with', async () => {
    const { response } = await pendingResponse();

    await expect(sendPieces(response, () => Promise.reject(Object.assign(new Error('broken'), { code: 'EIO' })), 1)).rejects.toThrow('broken');
  });
});
