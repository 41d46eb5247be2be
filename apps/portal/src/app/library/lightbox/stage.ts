import { Component, computed, effect, ElementRef, inject, input, output, signal, untracked, viewChild } from '@angular/core';
import { Words } from '../../i18n/words';
import { ImageView } from '../../images/image-view';
import type { LibraryImage } from '../../images/library-image';
import { shortPrompt } from '../tile-label';
import { Pinch } from './pinch';
import { FITTED, panned, type StageSize, type Swipe, swipeOf, type Zoom, zoomAt, zoomedIn, zoomedOut } from './zoom';

const WHEEL = 0.002;

/** One image, as large as there is room: its thumbnail at once, the original over it when it has come. */
@Component({
  selector: 'app-stage',
  imports: [ImageView],
  template: `
    <div
      class="frame" #frame [style.--aspect]="image().width / image().height" [style.--natural.px]="natural()"
      [style.transform]="transform()" [class.enlarged]="zoom().scale > 1"
    >
      <img class="thumbnail" [appImageView]="image()" alt="" />
      <img class="original" [appImageView]="image()" rendition="original" [alt]="alt()" #original="appImageView" (shown)="shown.emit()" />
      @if (original.failed()) {
        <p role="alert">{{ words.t('image.notLoaded') }} <button type="button" class="btn small outline" (click)="original.retry()">{{ words.t('tryAgain') }}</button></p>
      }
    </div>
  `,
  styleUrl: './stage.css',
  host: {
    '(wheel)': 'wheel($event)',
    '(dblclick)': 'toggle($event)',
    '(pointerdown)': 'grab($event)',
    '(pointermove)': 'drag($event)',
    '(pointerup)': 'letGo($event)',
    '(pointercancel)': 'cancel($event)',
  },
})
export class Stage {
  readonly image = input.required<LibraryImage>();
  /** A finger drew the image away, as far as it is not enlarged. */
  readonly swiped = output<Swipe>();

  /** The original can be seen. */
  readonly shown = output();

  protected readonly words = inject(Words);
  readonly zoom = signal<Zoom>(FITTED);
  protected readonly alt = computed(() => shortPrompt(this.image().prompt) || this.words.t('image.noPrompt'));
  protected readonly transform = computed(() => {
    const { scale, x, y } = this.zoom();
    return scale === 1 ? null : `translate(${x}px, ${y}px) scale(${scale})`;
  });
  /** Small images are not blown up beyond twice their size. */
  protected readonly natural = computed(() => this.image().width * 2);
  protected held: { x: number; y: number } | null = null;
  private readonly pinch = new Pinch();
  private finger: { x: number; y: number } | null = null;

  private readonly frame = viewChild.required<ElementRef<HTMLElement>>('frame');
  private readonly element = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;

  constructor() {
    effect(() => {
      this.image();
      untracked(() => { this.zoom.set(FITTED); });
    });
  }

  zoomIn(): void {
    this.zoom.update((zoom) => zoomedIn(zoom, this.size()));
  }

  zoomOut(): void {
    this.zoom.update((zoom) => zoomedOut(zoom, this.size()));
  }

  fit(): void {
    this.zoom.set(FITTED);
  }

  toggle(at?: MouseEvent): void {
    const point = at ? this.pointOf(at) : { x: 0, y: 0 };
    this.zoom.update((zoom) => (zoom.scale > 1 ? FITTED : zoomAt(zoom, 2.5, point, this.size())));
  }

  protected wheel(event: WheelEvent): void {
    event.preventDefault();
    this.zoom.update((zoom) => zoomAt(zoom, zoom.scale * Math.exp(-event.deltaY * WHEEL), this.pointOf(event), this.size()));
  }

  protected grab(event: PointerEvent): void {
    this.pinch.down(event);
    if (this.pinch.active) {
      this.held = this.finger = null;
      return;
    }
    this.finger = event.pointerType === 'touch' && event.isPrimary && this.zoom().scale === 1 ? { x: event.clientX, y: event.clientY } : null;
    if (this.zoom().scale === 1 || event.button !== 0) return;
    this.held = { x: event.clientX, y: event.clientY };
    this.element.setPointerCapture(event.pointerId);
  }

  protected drag(event: PointerEvent): void {
    const pinched = this.pinch.move(event);
    if (pinched) return this.zoom.update((zoom) => panned(zoomAt(zoom, zoom.scale * pinched.ratio, this.pointOf(pinched), this.size()), pinched.dx, pinched.dy, this.size()));
    const { held } = this;
    if (held === null) return;
    this.held = { x: event.clientX, y: event.clientY };
    this.zoom.update((zoom) => panned(zoom, event.clientX - held.x, event.clientY - held.y, this.size()));
  }

  protected letGo(event: PointerEvent): void {
    const { clientX, clientY } = event;
    this.pinch.up(event);
    const swipe = this.finger && swipeOf(clientX - this.finger.x, clientY - this.finger.y);
    this.finger = null;
    // After two fingers the one that stays moves the image.
    const { only } = this.pinch;
    this.held = only !== null && this.zoom().scale > 1 ? { x: only.clientX, y: only.clientY } : null;
    if (swipe) this.swiped.emit(swipe);
  }

  protected cancel(event: PointerEvent): void {
    this.pinch.up(event);
    this.held = this.finger = null;
  }

  private pointOf({ clientX, clientY }: { clientX: number; clientY: number }): { x: number; y: number } {
    const box = this.element.getBoundingClientRect();
    return { x: clientX - box.left - box.width / 2, y: clientY - box.top - box.height / 2 };
  }

  private size(): StageSize {
    const { offsetWidth: width, offsetHeight: height } = this.frame().nativeElement;
    return { image: { width, height }, stage: { width: this.element.clientWidth, height: this.element.clientHeight } };
  }
}
