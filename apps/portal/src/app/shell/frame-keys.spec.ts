import { TestBed } from '@angular/core/testing';
import { Router } from '@angular/router';
import { beforeEach, describe, expect, it } from '@jest/globals';
import { Chats } from '../create/chats';
import { FrameKeys } from './frame-keys';
import { Shortcuts } from './shortcuts';

describe('the keys of the frame', () => {
  let went: string[];
  const press = (key: string, target: EventTarget = document.body, ctrlKey = false) => {
    const event = new KeyboardEvent('keydown', { key, ctrlKey, bubbles: true, cancelable: true });
    target.dispatchEvent(event);
    return event.defaultPrevented;
  };

  beforeEach(() => {
    went = [];
    localStorage.clear();
    TestBed.configureTestingModule({ providers: [
      { provide: Router, useValue: { navigateByUrl: (url: string) => { went.push(url); return Promise.resolve(true); } } },
      { provide: Chats, useValue: { askNew: () => { went.push('new'); } } },
    ] });
    TestBed.inject(FrameKeys).attend();
  });

  it('go to a page by G and its letter, and by the letter alone nowhere', () => {
    press('l');
    expect(went).toEqual([]);
    press('g');
    press('l');
    press('g');
    press('T');
    expect(went).toEqual(['/library', '/trash']);
  });

  it('leave text and chords of the browser alone, and are silent when switched off', () => {
    const field = document.body.appendChild(document.createElement('textarea'));
    expect([press('n', field), press('n', document.body, true)]).toEqual([false, false]);
    TestBed.inject(Shortcuts).set(false);
    expect(press('n')).toBe(false);
    expect(went).toEqual([]);
    field.remove();
  });

  it('begin a new image', () => {
    expect(press('n')).toBe(true);
    expect(went).toEqual(['new', '/create']);
  });
});
