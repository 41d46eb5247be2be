import { provideHttpClient } from '@angular/common/http';
import { HttpTestingController, provideHttpClientTesting } from '@angular/common/http/testing';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Chats } from '../../create/chats';
import { LibraryFacets } from '../../images/library-facets';
import type { LibraryImage } from '../../images/library-image';
import { Organiser } from '../../images/organiser';
import { anImage } from '../../images/testing/images';
import { someone } from '../../images/testing/someone';
import { ImageDetails } from './image-details';

const RECENT = '0190b7f6-7c1e-7d7a-8a4b-00000000000a';
const OLD = '0190b7f6-7c1e-7d7a-8a4b-00000000000b';
const OLDER = '0190b7f6-7c1e-7d7a-8a4b-00000000000c';

function open(image: LibraryImage) {
  TestBed.configureTestingModule({ providers: [
    ...someone('maya').providers, provideHttpClient(), provideHttpClientTesting(), provideRouter([]),
    { provide: Chats, useValue: { titleOf: (id: string | null) => (id === RECENT ? 'Lighthouse for the Q4 cover' : null) } },
    { provide: LibraryFacets, useValue: { facets: signal(null) } }, { provide: Organiser, useValue: {} },
  ] });
  // What is asked for keeps a fixture from being stable, so that none of this waits for that.
  const fixture = TestBed.createComponent(ImageDetails);
  const page = fixture.nativeElement as HTMLElement;
  const look = (next: LibraryImage) => { fixture.componentRef.setInput('image', next); TestBed.tick(); };
  look(image);
  const http = TestBed.inject(HttpTestingController);
  const calm = async (ms = 300) => { await new Promise((resolve) => { setTimeout(resolve, ms); }); TestBed.tick(); };
  const chat = () => page.querySelector<HTMLAnchorElement>('dd.link a');
  return { calm, chat, http, look };
}

describe('the chat an image was made in', () => {
  afterEach(() => { TestBed.inject(HttpTestingController).verify(); });

  it('is named as it is known, and asked for by nobody', async () => {
    const { calm, chat } = open(anImage({ conversationId: RECENT }));
    await calm();
    expect(chat()?.textContent).toBe('Lighthouse for the Q4 cover');
    expect(chat()?.getAttribute('href')).toBe(`/create/${RECENT}`);
  });

  it('is asked for when it is an older one, once', async () => {
    const { calm, chat, http, look } = open(anImage({ conversationId: OLD }));
    expect(chat()?.textContent).toBe('Open its chat');
    await calm();
    http.expectOne(`/api/ai/conversations/${OLD}`).flush({ id: OLD, title: 'Boats', generations: [] });
    await calm(10);
    expect(chat()?.textContent).toBe('Boats');
    look(anImage({ conversationId: RECENT }));
    await calm();
    look(anImage({ conversationId: OLD }));
    expect(chat()?.textContent).toBe('Boats');
    await calm();
  });

  it('is not asked for when one walks past its images', async () => {
    const { calm, chat, http, look } = open(anImage({ conversationId: OLD }));
    await calm(50);
    look(anImage({ conversationId: OLDER }));
    await calm();
    http.expectOne(`/api/ai/conversations/${OLDER}`).flush({ id: OLDER, title: 'Ports', generations: [] });
    await calm(10);
    expect(chat()?.textContent).toBe('Ports');
  });

  it('is led to without its name when the server does not tell it', async () => {
    const { calm, chat, http } = open(anImage({ conversationId: OLD }));
    await calm();
    http.expectOne(`/api/ai/conversations/${OLD}`).flush({ type: '/problems/not-found', title: 'x', status: 404, detail: 'x', instance: 'r' }, { status: 404, statusText: 'x' });
    await calm(10);
    expect(chat()?.textContent).toBe('Open its chat');
  });

  it('is not spoken of when there is none', async () => {
    const { calm, chat } = open(anImage());
    await calm();
    expect(chat()).toBeNull();
  });
});
