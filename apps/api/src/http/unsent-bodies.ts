import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { serverBusy } from '../problems/catalogue';
import type { LargeBody } from './operation.decorator';

const MEBIBYTE = 1024 * 1024;
/** Reserved for a body before its length is known, unless it must be smaller. */
export const BODY_BYTES = 4 * MEBIBYTE;
/** Of one owner. Tabs that read what they asked for come nowhere near it for longer than a moment. */
export const OWNER_BYTES_MAX = 16 * MEBIBYTE;
const BYTES_MAX = 32 * MEBIBYTE;
/** Beside the room of an owner whose clients read slowly: a body of this size at most is sent all the same. */
export const SMALL_BYTES_MAX = MEBIBYTE / 2;
const OWNER_EXTRA_BYTES_MAX = BODY_BYTES + 4 * SMALL_BYTES_MAX;
const EXTRA_BYTES_MAX = OWNER_EXTRA_BYTES_MAX + BODY_BYTES;
/** Room that will be there soon is waited for, as it has place for every size. */
const EXTRA_AFTER_MS = 2000;
/** After a body that was made and found too large for the extra: each leaves as much garbage as it has bytes. */
const EXTRA_PAUSE_MS = 1000;
/** Requests that wait for room cost a few kilobytes each. */
export const OWNER_WAITING_MAX = 64;
const WAITING_MAX = 1024;
const PATIENCE_MS = 10_000;
/** A body that was not taken for so long is given up when an owner who has none needs the room. */
const UNREAD_MS = 2000;
const CHECK_MS = 500;
const RETRY_AFTER_SECONDS = 5;

interface Body {
  readonly owner: string;
  readonly response: ServerResponse;
  bytes: number;
  /** Null while it is being made. */
  sentAt: number | null;
  /** It has none of the room of its owner. */
  readonly isExtra: boolean;
  /** It is refused when it turns out to be larger. */
  readonly bytesMax: number;
}

/** What a request asks room for. */
interface Room {
  readonly owner: string;
  readonly response: ServerResponse;
  readonly kind: LargeBody;
  /** To be reserved. */
  readonly bytes: number;
}

interface Waiting extends Room {
  readonly since: number;
  readonly enter: (isExtra: boolean) => void;
  readonly refuse: (reason: Error) => void;
}

const reserved = new WeakMap<ServerResponse, Body>();

/** For a response that `UnsentBodies` has admitted: its body is known now, and about to be sent. @throws `server-busy` when there is room for a small one only */
export function noteBody(response: ServerResponse, bytes: number): void {
  const body = reserved.get(response);
  if (body && bytes > body.bytesMax) throw serverBusy(RETRY_AFTER_SECONDS);
  if (body) Object.assign(body, { bytes, sentAt: performance.now() });
}

/**
 * Bounds what large bodies that are made, or not yet taken by their clients, hold of the memory: of each owner, and in all.
 * An owner without room is given a little extra for what turns out to be small, so that one tab that reads slowly holds up
 * no other.
 */
@Injectable()
export class UnsentBodies {
  private readonly bodies = new Set<Body>();
  private readonly waiting = new Set<Waiting>();
  /** Until when an owner has no extra. */
  private readonly pauses = new Map<string, number>();
  private checks: NodeJS.Timeout | undefined;

  /**
   * Resolves when a body of at most so many bytes, as far as is known, may be made: true, and they are reserved until the
   * response closes; false when the client left first. @throws `server-busy`
   */
  async admit(owner: string, response: ServerResponse, kind: LargeBody = 'reads', bytes = BODY_BYTES): Promise<boolean> {
    const room = { owner, response, kind, bytes };
    if (this.hasRoom(room)) this.reserve(room, false);
    else await this.waitFor(room);
    return !response.destroyed;
  }

  private reserve({ owner, response, kind, bytes }: Room, isExtra: boolean): void {
    if (response.destroyed) return; // Its `close` event was emitted before.
    const bytesMax = isExtra && kind === 'reads' ? SMALL_BYTES_MAX : Infinity;
    const body: Body = { owner, response, bytes, sentAt: null, isExtra, bytesMax };
    this.bodies.add(body);
    reserved.set(response, body);
    response.once('close', () => {
      this.bodies.delete(body);
      if (isExtra && bytes > SMALL_BYTES_MAX && body.sentAt === null) this.pauses.set(owner, performance.now() + EXTRA_PAUSE_MS);
      // Of clients that leave together, all are known to have left before another begins.
      setImmediate(() => { this.admitWaiting(performance.now()); });
    });
  }

  private async waitFor(room: Room): Promise<void> {
    const { owner, response } = room;
    const ofOwner = [...this.waiting].filter((waiting) => waiting.owner === owner).length;
    if (ofOwner >= OWNER_WAITING_MAX || this.waiting.size >= WAITING_MAX) throw serverBusy(RETRY_AFTER_SECONDS);
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        response.off('close', close);
        this.waiting.delete(waiting);
        if (this.waiting.size === 0) clearInterval(this.checks);
      };
      const waiting: Waiting = {
        ...room,
        since: performance.now(),
        enter: (isExtra) => { leave(); this.reserve(room, isExtra); resolve(); },
        refuse: (reason) => { leave(); reject(reason); },
      };
      const close = () => { waiting.enter(false); };
      if (this.waiting.size === 0) this.checks = setInterval(() => { this.check(performance.now()); }, CHECK_MS).unref();
      this.waiting.add(waiting);
      response.once('close', close);
    });
  }

  private check(now: number): void {
    for (const [owner, until] of this.pauses) if (now >= until) this.pauses.delete(owner);
    for (const waiting of this.waiting) if (now - waiting.since >= PATIENCE_MS) waiting.refuse(serverBusy(RETRY_AFTER_SECONDS));
    this.admitWaiting(now);
  }

  private admitWaiting(now: number): void {
    for (const waiting of this.waiting) {
      if (this.hasRoom(waiting)) waiting.enter(false);
      else if (now - waiting.since >= EXTRA_AFTER_MS && this.mayBeExtra(waiting, now)) waiting.enter(true);
    }
  }

  private hasRoom({ owner, bytes }: Room): boolean {
    const own = this.bytesOf({ owner });
    if (own > 0 && own + bytes > OWNER_BYTES_MAX) return false;
    if (this.bytesOf() + bytes <= BYTES_MAX) return true;
    this.giveUpUnread(own > 0 ? own + bytes : 0, performance.now());
    return this.bytesOf() + bytes <= BYTES_MAX;
  }

  /** A change cannot be refused once it is done, so it must be known to be small. */
  private mayBeExtra({ owner, kind, bytes }: Room, now: number): boolean {
    const isSmall = bytes <= SMALL_BYTES_MAX;
    if (!isSmall && (kind === 'changes' || now < (this.pauses.get(owner) ?? 0))) return false;
    const isExtra = true;
    return this.bytesOf({ owner, isExtra }) + bytes <= OWNER_EXTRA_BYTES_MAX && this.bytesOf({ isExtra }) + bytes <= EXTRA_BYTES_MAX;
  }

  /** Closes the connection that has been unread longest, of the owner with the most bytes, who must have more than `needed`. Its `close` event makes the room. */
  private giveUpUnread(needed: number, now: number): void {
    const bodies = [...this.bodies].filter(({ isExtra }) => !isExtra);
    const sums = new Map<string, number>();
    for (const { owner, bytes } of bodies) sums.set(owner, (sums.get(owner) ?? 0) + bytes);
    const sumOf = ({ owner }: Body) => sums.get(owner) ?? 0;
    const unread = bodies.filter((body) => body.sentAt !== null && now - body.sentAt >= UNREAD_MS && sumOf(body) > needed);
    const [first] = unread.toSorted((a, b) => sumOf(b) - sumOf(a) || Number(a.sentAt) - Number(b.sentAt));
    first?.response.destroy();
  }

  /** Of one owner, or of all; of the room that everybody has, or of the extra. */
  private bytesOf({ owner, isExtra = false }: { readonly owner?: string; readonly isExtra?: boolean } = {}): number {
    let sum = 0;
    for (const body of this.bodies) if (body.isExtra === isExtra && (owner === undefined || body.owner === owner)) sum += body.bytes;
    return sum;
  }
}
