import { afterEach, beforeEach, describe, expect, it, jest } from '@jest/globals';
import { signal } from '@angular/core';
import { TestBed } from '@angular/core/testing';
import { provideRouter } from '@angular/router';
import type { Problem } from '@vitrine/contracts';
import { show } from '../../testing/page';
import { generation, image, localImage } from '../../testing/samples';
import { ImageActions } from '../images/image-actions';
import type { LibraryImage } from '../images/library-image';
import { LibraryStore } from '../images/library-store';
import { ChatStore } from './chat-store';
import { newTurn, type Turn, turnOf } from './turn';
import { TurnView } from './turn-view';
import { AS_USUAL } from './wish';

/** Stands in for the browser's: what is near is said by the test. */
class FakeObserver {
  static readonly all: FakeObserver[] = [];
  constructor(private readonly notice: (entries: { isIntersecting: boolean }[]) => void) { FakeObserver.all.push(this); }
  observe(): void { return; }
  disconnect(): void { return; }
  come(): void { this.notice([{ isIntersecting: true }]); }
}

describe('a wish and what has become of it', () => {
  const removed = signal<ReadonlySet<string>>(new Set());
  let again: Turn[];
  let restored: string[];
  let cancelled: Turn[];
  let addresses: string[];

  beforeEach(() => {
    removed.set(new Set());
    [again, restored, cancelled, addresses] = [[], [], [], []];
    FakeObserver.all.length = 0;
    globalThis.IntersectionObserver = FakeObserver as unknown as typeof IntersectionObserver;
    TestBed.configureTestingModule({
      providers: [
        provideRouter([]),
        { provide: ImageActions, useValue: {} },
        { provide: LibraryStore, useValue: {
          removed, trashed: signal<ReadonlySet<string>>(new Set()),
          sourceOf: () => ({ address: ({ url }: LibraryImage) => { addresses.push(url); return Promise.resolve({ url, release: () => undefined }); } }),
        } },
        { provide: ChatStore, useValue: {
          again: (turn: Turn) => again.push(turn), restore: (name: string) => restored.push(name), cancel: (turn: Turn) => cancelled.push(turn),
        } },
      ],
    });
  });

  afterEach(() => { jest.restoreAllMocks(); });

  const finished = (part = {}) => turnOf(generation({ status: 'succeeded', images: [image()], ...part }));

  it('says that an image is in the library only when the server has said so', async () => {
    const page = await show(TurnView, { turn: { ...newTurn('k', { ...AS_USUAL, prompt: 'x' }), generation: generation({ status: 'running' }) } });
    expect(page.text).not.toContain('Saved to Library');
    page.fixture.componentRef.setInput('turn', finished());
    await page.settle();
    expect(page.text).toContain('Saved to Library');
  });

  it('marks what is on this device only', async () => {
    const page = await show(TurnView, { turn: { ...newTurn('k', { ...AS_USUAL, prompt: 'x' }), place: 'device', underWay: false, images: [localImage()] } });
    expect(page.text).toContain('On this device only');
    expect(page.text).not.toContain('Saved to Library');
  });

  it('reserves the room of an image and asks for its bytes only when it comes near', async () => {
    const page = await show(TurnView, { turn: finished({ images: [image({ width: 1536, height: 1024 })] }) });
    expect(page.get('link', /Open in Library/).style.aspectRatio).toBe('1536 / 1024');
    expect(addresses).toEqual([]);
    expect(page.all('img')).toEqual([]);
    FakeObserver.all[0]!.come();
    await page.settle();
    expect(addresses).toEqual([image().url]);
    expect(page.get('img', 'a lighthouse')).toBeDefined();
  });

  it('shows a deleted image as a tombstone that keeps its words, and can make it again', async () => {
    const page = await show(TurnView, { turn: finished() });
    removed.set(new Set([image().filename]));
    await page.settle();
    expect(page.text).toContain('a lighthouse');
    expect(page.text).toContain('Deleted');
    expect(page.find('button', 'Restore')).toBeUndefined();
    await page.press('button', 'Make again');
    expect(again).toHaveLength(1);
  });

  it('offers to restore what is in the trash', async () => {
    const page = await show(TurnView, { turn: finished({ images: [image({ deletedAt: '2026-11-22T11:00:00.000Z' })] }) });
    expect(page.text).toContain('Moved to trash');
    await page.press('button', 'Restore');
    expect(restored).toEqual([image().filename]);
  });

  it('shows where images were that are gone for good', async () => {
    const page = await show(TurnView, { turn: turnOf(generation({ status: 'succeeded', removedImages: 1 })) });
    expect(page.text).toContain('Deleted');
  });

  it('tells the state in the server\'s words, with the seconds, and lets one cancel and leave', async () => {
    const progress = { stage: 'refining', ahead: null, preview: 2, previews: 3 } as const;
    const now = Date.now();
    jest.spyOn(Date, 'now').mockReturnValue(now);
    const running = { ...turnOf(generation({ status: 'running', progress })), since: now - 14_500 };
    const page = await show(TurnView, { turn: running });
    expect(page.text).toContain('Refining detail');
    expect(page.text).toContain('preview 2 of 3 · 14 s');
    expect(page.text).toContain('You can leave this page.');
    expect(Math.round(Number(page.all('progressbar')[0]?.getAttribute('aria-valuenow')))).toBe(67);
    await page.press('button', 'Cancel');
    expect(cancelled).toHaveLength(1);
  });

  it('shows no made-up share while nobody told one', async () => {
    const page = await show(TurnView, { turn: turnOf(generation({ status: 'running', progress: { stage: 'drawing', ahead: null, preview: null, previews: null } })) });
    expect(page.all('progressbar')[0]?.hasAttribute('aria-valuenow')).toBe(false);
  });

  it('keeps the finished images of a batch and offers the missing ones again', async () => {
    const page = await show(TurnView, { turn: finished({ count: 2 }) });
    expect(page.text).toContain('Saved to Library');
    expect(page.text).toContain('1 of 2 images did not come to be.');
    await page.press('button', 'Try again');
    expect(again).toHaveLength(1);
  });

  it('offers an edit and no retry for a declined prompt', async () => {
    const problem: Problem = { type: '/problems/prompt-refused', title: '', status: 422, detail: '', instance: '' };
    const page = await show(TurnView, { turn: turnOf(generation({ status: 'failed', problem })) });
    expect(page.find('button', 'Try again')).toBeUndefined();
    const used: unknown[] = [];
    page.fixture.componentInstance.used.subscribe((wish) => used.push(wish));
    await page.press('button', 'Edit prompt');
    expect(used).toMatchObject([{ prompt: 'a lighthouse' }]);
  });

  it('counts down after too many requests, then waits for the person', async () => {
    const problem: Problem = { type: '/problems/too-many-requests', title: '', status: 429, detail: '', instance: '', retryAfter: 3 };
    const page = await show(TurnView, { turn: turnOf(generation({ status: 'failed', problem })) });
    expect(page.get('button', /^Try again in [1-3] s$/).hasAttribute('disabled')).toBe(true);
    while (!page.find('button', 'Try again')) {
      await new Promise((resolve) => { setTimeout(resolve, 100); });
      await page.settle();
    }
    expect(again).toEqual([]);
    await page.press('button', 'Try again');
    expect(again).toHaveLength(1);
  });

  it('counts a longer wait in minutes', async () => {
    const problem: Problem = { type: '/problems/too-many-requests', title: 'x', status: 429, detail: 'x', instance: 'x', retryAfter: 600 };
    const page = await show(TurnView, { turn: { ...newTurn('k', { ...AS_USUAL, prompt: 'x' }), underWay: false, failure: { kind: 'too-many-requests', problem } } });
    expect(page.get('button', 'Try again in 10 min').hasAttribute('disabled')).toBe(true);
  });
});
