import { DestroyRef, Directive, ElementRef, inject, signal } from '@angular/core';

/** The box that scrolls. Margins of an observer count only for its own root, so the observer has to know it. */
@Directive({ selector: '[appNearRoot]' })
export class NearRoot {
  readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
}

/** Turns true, once, when the element is within one screen of being seen. */
@Directive({ selector: '[appNearView]', exportAs: 'appNearView' })
export class NearView {
  private readonly seen = signal(false);
  readonly near = this.seen.asReadonly();

  constructor() {
    const root = inject(NearRoot, { optional: true })?.element ?? null;
    const observer = new IntersectionObserver((entries) => {
      if (!entries.some(({ isIntersecting }) => isIntersecting)) return;
      this.seen.set(true);
      observer.disconnect();
    }, { root, rootMargin: '100% 0px' });
    observer.observe(inject<ElementRef<HTMLElement>>(ElementRef).nativeElement);
    inject(DestroyRef).onDestroy(() => { observer.disconnect(); });
  }
}
