import { DOCUMENT } from '@angular/common';
import { afterNextRender, DestroyRef, Directive, ElementRef, inject, Injectable } from '@angular/core';

/** How high the bars at the bottom of the window reach, in a CSS variable: toasts are shown above them. */
@Injectable({ providedIn: 'root' })
export class BottomBars {
  private readonly document = inject(DOCUMENT);
  private readonly bars = new Set<Element>();
  private readonly resizes = new ResizeObserver(() => { this.measure(); });

  add(bar: Element): void {
    this.bars.add(bar);
    this.resizes.observe(bar);
  }

  remove(bar: Element): void {
    this.bars.delete(bar);
    this.resizes.unobserve(bar);
    this.measure();
  }

  private measure(): void {
    const root = this.document.documentElement;
    const tops = [...this.bars].map((bar) => bar.getBoundingClientRect()).filter((box) => isBelowToasts(box, root.clientWidth)).map(({ top }) => top);
    const height = tops.length === 0 ? 0 : Math.max(0, root.clientHeight - Math.min(...tops));
    root.style.setProperty('--bottom-bars', `${String(Math.ceil(height))}px`);
  }
}

/** Toasts are in the middle; a panel at the side, or a bar that is not displayed, is not in their way. */
function isBelowToasts({ left, right, height }: DOMRect, width: number): boolean {
  return height > 0 && left <= width / 2 && right >= width / 2;
}

/** A bar of actions or navigation at the bottom of the window, which no toast may cover. */
@Directive({ selector: '[appBottomBar]' })
export class BottomBar {
  constructor() {
    const bar = inject<ElementRef<Element>>(ElementRef).nativeElement;
    const bars = inject(BottomBars);
    afterNextRender(() => { bars.add(bar); });
    inject(DestroyRef).onDestroy(() => { bars.remove(bar); });
  }
}
