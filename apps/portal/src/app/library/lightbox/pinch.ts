interface Finger {
  readonly pointerId: number;
  readonly pointerType: string;
  readonly clientX: number;
  readonly clientY: number;
}

export interface Pinched {
  /** By how much the fingers went apart since the last time. */
  readonly ratio: number;
  /** How far the point between them has moved. */
  readonly dx: number;
  readonly dy: number;
  /** Where that point was. */
  readonly clientX: number;
  readonly clientY: number;
}

/** Two fingers on an image: how far they go apart, about which point, and where they take it. */
export class Pinch {
  private readonly fingers = new Map<number, Finger>();

  get active(): boolean {
    return this.fingers.size >= 2;
  }

  /** The one finger there is; null when there is none, or more. */
  get only(): Finger | null {
    return this.fingers.size === 1 ? [...this.fingers.values()][0] ?? null : null;
  }

  down(finger: Finger): void {
    if (finger.pointerType === 'touch') this.fingers.set(finger.pointerId, finger);
  }

  /** Null as long as there are no two fingers. */
  move(finger: Finger): Pinched | null {
    if (!this.fingers.has(finger.pointerId)) return null;
    const before = this.apart();
    this.fingers.set(finger.pointerId, finger);
    const after = this.apart();
    if (before === null || after === null) return null;
    const [dx, dy] = [after.clientX - before.clientX, after.clientY - before.clientY];
    return { ratio: after.distance / Math.max(1, before.distance), dx, dy, clientX: before.clientX, clientY: before.clientY };
  }

  up({ pointerId }: Pick<Finger, 'pointerId'>): void {
    this.fingers.delete(pointerId);
  }

  private apart() {
    const [one, other] = [...this.fingers.values()];
    if (!one || !other) return null;
    return {
      distance: Math.hypot(one.clientX - other.clientX, one.clientY - other.clientY),
      clientX: (one.clientX + other.clientX) / 2,
      clientY: (one.clientY + other.clientY) / 2,
    };
  }
}
