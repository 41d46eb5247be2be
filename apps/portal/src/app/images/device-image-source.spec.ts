import { TestBed } from '@angular/core/testing';
import { beforeEach, describe, expect, it, jest } from '@jest/globals';
import { DeviceImageSource, type NewDeviceImage } from './device-image-source';
import { InMemoryImageStore } from './in-memory-image-store';
import { DeviceFull } from './local-image-store';
import { OPEN_LOCAL_IMAGE_STORE } from './open-local-image-store';
import { PictureEncoder } from './picture-encoder';
import { someone } from './testing/someone';

const drawing: NewDeviceImage = { picture: new Blob(['<svg/>'], { type: 'image/svg+xml' }), prompt: 'a lighthouse', provider: 'sketch', model: 'sketch-1' };

function setUp(user: string | null, room = Infinity) {
  const person = someone(user);
  const store = new InMemoryImageStore(room);
  const open = jest.fn(() => Promise.resolve(store));
  // jsdom draws nothing: the encoder stands in with what it promises, small WebP of the asked edge.
  const encoder = { encode: (_: Blob, edge: number) => Promise.resolve({ bytes: new Blob(['x'.repeat(100)], { type: 'image/webp' }), width: edge, height: edge / 2 }) };
  TestBed.configureTestingModule({ providers: [
    ...person.providers, { provide: OPEN_LOCAL_IMAGE_STORE, useValue: open }, { provide: PictureEncoder, useValue: encoder },
  ] });
  return { ...person, open, source: TestBed.inject(DeviceImageSource) };
}

describe('the images of this device', () => {
  const given: string[] = [];
  const taken: string[] = [];
  beforeEach(() => {
    given.length = taken.length = 0;
    URL.createObjectURL = () => { given.push(`blob:${given.length}`); return given.at(-1) ?? ''; };
    URL.revokeObjectURL = (url) => { taken.push(url); };
  });

  it('are not looked for before one is needed', () => {
    expect(setUp(null).open).not.toHaveBeenCalled();
  });

  it('are marked as kept here, and come back newest first', async () => {
    const { source } = setUp(null);
    const first = await source.create(drawing);
    const second = await source.create({ ...drawing, prompt: 'a harbour' });
    expect(second).toMatchObject({ place: 'device', prompt: 'a harbour', mimeType: 'image/webp', width: 1024, height: 512, bytes: 100 });
    expect(second.filename).toMatch(/^[0-9a-f-]{36}\.webp$/);
    expect(await source.list()).toEqual([second, first]);
  });

  it('of one account are shown neither to another nor to a guest', async () => {
    const { become, source } = setUp('maya');
    const image = await source.create(drawing);
    for (const other of ['noor', null]) {
      become(other);
      expect(await source.list()).toEqual([]);
      expect(await source.image(image.filename)).toBeNull();
      expect(await source.address(image)).toBeNull();
      await source.remove([image.filename]);
    }
    become('maya');
    expect(await source.list()).toEqual([image]);
  });

  it('of a guest are not shown to whoever signs in', async () => {
    const { become, source } = setUp(null);
    await source.create(drawing);
    become('maya');
    expect(await source.list()).toEqual([]);
  });

  it('go when their person signs out; a guest\'s stay', async () => {
    const { become, source } = setUp(null);
    await source.create(drawing);
    become('maya');
    await source.create(drawing);
    await source.forget('maya');
    expect(await source.list()).toEqual([]);
    become(null);
    expect(await source.list()).toHaveLength(1);
  });

  it('are all still there when a new one finds no room', async () => {
    const { source } = setUp(null, 250);
    const kept = [await source.create(drawing), await source.create(drawing)];
    await expect(source.create(drawing)).rejects.toBeInstanceOf(DeviceFull);
    expect(await source.list()).toEqual(kept.reverse());
  });

  it('make the browser promise to keep them from the second one on', async () => {
    const persist = jest.fn(() => Promise.resolve(true));
    Object.defineProperty(navigator, 'storage', { value: { persist }, configurable: true });
    const { source } = setUp(null);
    await source.create(drawing);
    expect(persist).not.toHaveBeenCalled();
    await source.create(drawing);
    await source.create(drawing);
    expect(persist).toHaveBeenCalledTimes(1);
  });

  it('are shown by an address that is taken back', async () => {
    const { source } = setUp(null);
    const address = await source.address(await source.create(drawing));
    expect(given).toEqual([address?.url]);
    address?.release();
    expect(taken).toEqual(given);
  });
});
