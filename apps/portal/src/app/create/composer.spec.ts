import { beforeEach, describe, expect, it } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { PROMPT_MAX } from '@vitrine/contracts/limits';
import { type Page, show } from '../../testing/page';
import { localImage } from '../../testing/samples';
import { Session } from '../auth/session';
import type { LibraryImage } from '../images/library-image';
import { LibraryStore } from '../images/library-store';
import { ChatStore } from './chat-store';
import { Composer } from './composer';
import { Draft } from './draft';
import { newTurn } from './turn';
import { AS_USUAL, type Wish } from './wish';

describe('the composer', () => {
  let page: Page<Composer>;
  let sent: Wish[];
  const turns = signal([newTurn('k', { ...AS_USUAL, prompt: 'the last words' })]);
  const onDevice = signal(false);

  beforeEach(async () => {
    sessionStorage.clear();
    onDevice.set(false);
    TestBed.configureTestingModule({
      providers: [
        { provide: ChatStore, useValue: { turns, onDevice } },
        { provide: Session, useValue: { owner: signal(null), expired: signal(false), status: signal('guest') } },
        { provide: LibraryStore, useValue: { sourceOf: () => ({ address: ({ url }: LibraryImage) => Promise.resolve({ url, release: () => undefined }) }) } },
      ],
    });
    page = await show(Composer);
    sent = [];
    page.fixture.componentInstance.sent.subscribe((wish) => sent.push(wish));
  });

  const box = () => page.host.querySelector('textarea')!;

  async function write(text: string): Promise<void> {
    box().value = text;
    box().dispatchEvent(new Event('input'));
    await page.settle();
  }

  async function key(name: string, more: KeyboardEventInit = {}): Promise<KeyboardEvent> {
    const event = new KeyboardEvent('keydown', { key: name, bubbles: true, cancelable: true, ...more });
    box().dispatchEvent(event);
    await page.settle();
    return event;
  }

  it('sends with Enter what was typed, trimmed, and is empty again', async () => {
    await write('  a lighthouse ');
    await key('Enter');
    expect(sent).toEqual([{ ...AS_USUAL, prompt: 'a lighthouse' }]);
    expect(box().value).toBe('');
  });

  it('breaks the line with Shift+Enter', async () => {
    await write('a lighthouse');
    expect((await key('Enter', { shiftKey: true })).defaultPrevented).toBe(false);
    expect(sent).toEqual([]);
  });

  it('does not send while a word is still being composed', async () => {
    await write('灯台');
    await key('Enter', { isComposing: true });
    expect(sent).toEqual([]);
  });

  it.each(['   ', '\u200b\u2060\u3164'])('sends nothing that nobody can see: %j', async (text) => {
    await write(text);
    await key('Enter');
    expect(sent).toEqual([]);
    expect(page.get('button', 'Send').hasAttribute('disabled')).toBe(true);
  });

  it('tells the length from four fifths of the limit on, and does not send what is too long', async () => {
    await write('x'.repeat(PROMPT_MAX * 0.79));
    expect(page.text).not.toContain('/ 4,000');
    await write('x'.repeat(PROMPT_MAX * 0.8));
    expect(page.text).toContain('3,200 / 4,000');
    await write('x'.repeat(PROMPT_MAX + 120));
    expect(page.text).toContain('4,120 of 4,000 characters. Shorten it to send.');
    await key('Enter');
    expect(sent).toEqual([]);
  });

  it('brings the last words back with the up key, in an empty box only', async () => {
    await write('other words');
    await key('ArrowUp');
    expect(box().value).toBe('other words');
    await write('');
    await key('ArrowUp');
    expect(box().value).toBe('the last words');
  });

  it('offers no quality where the drawing has none', async () => {
    expect(page.find('button', /Quality/)).toBeDefined();
    onDevice.set(true);
    await page.settle();
    expect(page.find('button', /Quality/)).toBeUndefined();
  });

  it('shows which image its words were taken from, says that only words are sent, and forgets it when told to', async () => {
    const draft = TestBed.inject(Draft);
    expect(page.all('img')).toEqual([]);
    draft.change({ prompt: 'a lighthouse' });
    draft.takenFrom(localImage());
    await page.settle();
    expect(page.text).toContain('Variation of');
    expect(page.text).toContain('The picture itself is not used');
    expect(page.get('img', 'a lighthouse').getAttribute('src')).toBe(localImage().url);
    await page.press('button', 'Not a variation');
    expect(page.text).not.toContain('Variation of');
    expect(box().value).toBe('a lighthouse');
  });
});
