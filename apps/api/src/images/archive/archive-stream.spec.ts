import { Readable } from 'node:stream';
import { buffer } from 'node:stream/consumers';
import { describe, expect, it } from '@jest/globals';
import { readZip } from '../../testing/read-zip';
import { type ArchivedFile, archiveStream } from './archive-stream';

const BYTES = Buffer.from('the bytes of an image');
const file = (open: ArchivedFile['open']): ArchivedFile => ({ name: 'image.png', bytes: BYTES.byteLength, modifiedAt: new Date(), open });
const nextTurns = async () => {
  for (let turn = 0; turn < 10; turn += 1) await new Promise((next) => setImmediate(next));
};

describe('archiveStream', () => {
  it('knows its length before it is read', async () => {
    const archive = await archiveStream([file(() => Promise.resolve(Readable.from([BYTES])))]);

    const zip = await buffer(archive.content);

    expect(zip.byteLength).toBe(archive.bytes);
    expect(readZip(zip)[0]?.bytes).toEqual(BYTES);
  });

  it.each([300, 501, 502, 600, 830, 831, 1000])('knows its length with %s files', async (count) => {
    const archive = await archiveStream(Array.from({ length: count }, (_, nth) => ({ ...file(() => Promise.resolve(Readable.from([BYTES]))), name: `${'n'.repeat(nth % 2 === 0 ? 30 : 127)}-${String(nth)}.png` })));

    const zip = await buffer(archive.content);

    expect(zip.byteLength).toBe(archive.bytes);
    expect(zip.toString('latin1').split('PK\u0001\u0002')).toHaveLength(count + 1);
  });

  /** An `error` event without a listener would end the process, and with it this test. */
  it('keeps an error to itself when nobody reads it', async () => {
    const archive = await archiveStream([file(() => Promise.reject(new Error('the file is lost')))]);
    await nextTurns();

    expect(archive.content.errored).toMatchObject({ message: 'the file is lost' });
    archive.close();
  });

  it('closes a file that was being opened when it was closed', async () => {
    const opened = Promise.withResolvers<Readable>();
    const archive = await archiveStream([file(() => opened.promise)]);
    archive.close();
    const source = Readable.from([BYTES]);

    opened.resolve(source);
    await nextTurns();

    expect(source.destroyed).toBe(true);
  });

  it('closes the file that is open when it was closed, and opens no other', async () => {
    let opened = 0;
    const endless = new Readable({ read() { this.push(BYTES); } });
    const open = () => {
      opened += 1;
      return Promise.resolve(endless);
    };
    const archive = await archiveStream([file(open), file(open)]);
    await nextTurns();

    archive.close();
    await nextTurns();

    expect([opened, endless.destroyed, archive.content.destroyed]).toEqual([1, true, true]);
  });
});
