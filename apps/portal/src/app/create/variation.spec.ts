import { beforeEach, describe, expect, it } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { image, MAYA, OLE } from '../../testing/samples';
import { ApiError, UNREACHABLE } from '../api/problem';
import { Session } from '../auth/session';
import { inLibrary, type LibraryImage } from '../images/library-image';
import { LibraryStore } from '../images/library-store';
import { Toasts } from '../shell/toasts';
import { Variation } from './variation';

describe('the image of a variation', () => {
  const owner = signal<{ id: string } | null>(MAYA);
  let find: (name: string) => Promise<LibraryImage | null>;
  let said: string[];
  let variation: Variation;

  beforeEach(() => {
    owner.set(MAYA);
    said = [];
    TestBed.configureTestingModule({ providers: [
      { provide: Session, useValue: { owner, ready: Promise.resolve() } },
      { provide: LibraryStore, useValue: { find: (name: string) => find(name) } },
      { provide: Toasts, useValue: { say: (text: string) => { said.push(text); return Promise.resolve(); } } },
    ] });
    variation = TestBed.inject(Variation);
  });

  it('is found without a word', async () => {
    find = () => Promise.resolve(inLibrary(image()));
    expect(await variation.find(image().filename)).toMatchObject({ filename: image().filename });
    expect(said).toEqual([]);
  });

  it('is said not to be found when it is another\'s or was never there', async () => {
    find = () => Promise.resolve(null);
    expect(await variation.find('x.png')).toBeNull();
    expect(said).toEqual(['We can\'t find that image.']);
  });

  it('is not called missing while nobody can tell', async () => {
    find = () => Promise.reject(new ApiError(UNREACHABLE, null));
    expect(await variation.find('x.png')).toBeNull();
    expect(said).toEqual([expect.stringContaining('We can\'t reach the server.')]);
  });

  it('of one person never reaches the next', async () => {
    find = () => { owner.set(OLE); return Promise.resolve(inLibrary(image())); };
    expect(await variation.find(image().filename)).toBeNull();
  });
});
