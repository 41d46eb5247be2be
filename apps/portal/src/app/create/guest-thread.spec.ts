import { beforeEach, describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import { localImage } from '../../testing/samples';
import { DeviceImageSource } from '../images/device-image-source';
import type { LibraryImage } from '../images/library-image';
import { GuestThread } from './guest-thread';
import { newTurn, type Turn } from './turn';
import { AS_USUAL } from './wish';

const KEY = 'vitrine.v1.thread.guest';
const [boat, fox] = ['1.webp', '2.webp'].map((filename) => localImage({ filename })) as [LibraryImage, LibraryImage];

function asked(key: string, prompt: string, ...images: LibraryImage[]): Turn {
  return { ...newTurn(key, { ...AS_USUAL, prompt }), place: 'device', images };
}

describe('the thread of a guest', () => {
  let here: LibraryImage[];
  let listed: number;
  let thread: GuestThread;

  beforeEach(() => {
    localStorage.clear();
    [here, listed] = [[boat, fox], 0];
    TestBed.configureTestingModule({ providers: [{ provide: DeviceImageSource, useValue: { list: () => { listed++; return Promise.resolve(here); } } }] });
    thread = TestBed.inject(GuestThread);
  });

  const recalled = async () => (await thread.recall()).map(({ wish, images, lost }) => [wish.prompt, images.length, lost]);

  it('is recalled as it was, with its images, and nothing in it is under way', async () => {
    thread.note(asked('a', 'a boat', boat));
    thread.note(asked('b', 'a fox', fox));
    expect(await recalled()).toEqual([['a boat', 1, 0], ['a fox', 1, 0]]);
    expect((await thread.recall()).map(({ underWay, place, failure }) => [underWay, place, failure])).toEqual([[false, 'device', null], [false, 'device', null]]);
  });

  it('has each wish once, as it was noted last', async () => {
    thread.note(asked('a', 'a boat'));
    thread.note(asked('a', 'a boat', boat));
    expect(await recalled()).toEqual([['a boat', 1, 0]]);
  });

  it('keeps a wish that was cut off before its image came', async () => {
    thread.note(asked('a', 'a boat'));
    expect(await recalled()).toEqual([['a boat', 0, 0]]);
  });

  it('asks this device for no image when nothing was asked for', async () => {
    expect(await recalled()).toEqual([]);
    expect(listed).toBe(0);
  });

  it('tells of an image that was deleted since, under its words', async () => {
    thread.note(asked('a', 'a boat', boat));
    thread.note(asked('b', 'a fox', fox));
    here = [fox];
    expect(await recalled()).toEqual([['a boat', 0, 1], ['a fox', 1, 0]]);
  });

  it('is gone when none of its images is left', async () => {
    thread.note(asked('a', 'a boat', boat));
    here = [];
    expect(await recalled()).toEqual([]);
    expect(localStorage.getItem(KEY)).toBeNull();
  });

  it('keeps no word of an image that went elsewhere', async () => {
    thread.note(asked('a', 'a boat', boat));
    thread.note(asked('b', 'both', boat, fox));
    thread.leave(boat.filename);
    expect(await recalled()).toEqual([['both', 1, 0]]);
    expect(localStorage.getItem(KEY)).not.toContain('a boat');
  });

  it('leaves nothing behind when it is cleared', () => {
    thread.note(asked('a', 'a boat', boat));
    thread.clear();
    expect({ ...localStorage }).toEqual({});
  });

  it('lets the oldest wishes go rather than grow for ever', async () => {
    for (let at = 0; at < 70; at++) thread.note(asked(`k${at}`, `boat ${at}`, boat));
    const kept = await recalled();
    expect(kept).toHaveLength(60);
    expect(kept.at(-1)).toEqual(['boat 69', 1, 0]);
  });

  it.each(['no json', '{}', '[{"key":1}]', JSON.stringify([{ key: 'a', wish: { prompt: 'x' }, since: 1, images: [] }])])('takes nothing that was altered on the device: %s', async (text) => {
    localStorage.setItem(KEY, text);
    expect(await recalled()).toEqual([]);
  });
});
