import { signal } from '@angular/core';
import { beforeAll, describe, expect, it } from '@jest/globals';
import { GridView } from './grid-view';

const SCREEN = { width: 1104, height: 800 };

beforeAll(() => {
  globalThis.ResizeObserver = class {
    constructor(private readonly notify: ResizeObserverCallback) {}
    observe(): void { this.notify([], this); }
    unobserve(): void { /* nothing is followed */ }
    disconnect(): void { /* nothing is followed */ }
  };
});

/** A view of 3,000 images, thirty a day, and what scrolls it. */
function aView() {
  const days = Array.from({ length: 3000 }, (_, at) => 20_000 - Math.floor(at / 30));
  const index = signal({ names: days.map((_, at) => `image-${String(at)}`), aspects: days.map(() => 1.5), days });
  const view = new GridView({ index, rowHeight: signal(196), square: signal(false), pinned: signal(null) });
  const element = document.createElement('div');
  Object.defineProperty(element, 'clientWidth', { value: SCREEN.width });
  Object.defineProperty(element, 'clientHeight', { value: SCREEN.height });
  view.attach(element, element);
  const scroll = (top: number) => {
    element.scrollTop = top;
    element.dispatchEvent(new Event('scroll'));
  };
  return { view, scroll };
}

const edges = (view: GridView) => {
  const [first, last] = [view.rows()[0]!, view.rows().at(-1)!];
  return { above: view.scrollTop() - first.top, below: last.top + last.height - view.scrollTop() - SCREEN.height };
};
const nextFrame = () => new Promise((later) => { requestAnimationFrame(() => { setTimeout(later, 20); }); });

describe('what of the library is drawn', () => {
  it('reaches a screen beyond what is seen, either way, and keeps the rows that stay', () => {
    const { view, scroll } = aView();
    scroll(700);
    const before = new Map(view.rows().map((row) => [row.row, row]));
    scroll(1000);
    expect(edges(view).above).toBeGreaterThan(600);
    expect(edges(view).below).toBeGreaterThan(600);
    const stayed = view.rows().filter(({ row }) => before.has(row));
    expect(stayed.length).toBeGreaterThan(3);
    stayed.forEach((row) => { expect(before.get(row.row)).toBe(row); });
  });

  it('is, far from where it was, first what is seen and with the next frame what is around it', async () => {
    const { view, scroll } = aView();
    view.rows();
    scroll(9000);
    expect(edges(view).above).toBeLessThan(300);
    expect(edges(view).below).toBeLessThan(300);
    expect(edges(view).above).toBeGreaterThanOrEqual(0);
    expect(edges(view).below).toBeGreaterThanOrEqual(0);
    await nextFrame();
    expect(edges(view).above).toBeGreaterThan(600);
    expect(edges(view).below).toBeGreaterThan(600);
  });

  it('says that it moves until it has come to rest', async () => {
    const { view, scroll } = aView();
    expect(view.moving()).toBe(false);
    scroll(100);
    expect(view.moving()).toBe(true);
    await new Promise((later) => { setTimeout(later, 200); });
    expect(view.moving()).toBe(false);
  });
});
