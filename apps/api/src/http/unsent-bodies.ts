import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { serverBusy } from '../problems/catalogue';
import type { LargeBody } from './operation.decorator';

const MEBIBYTE = 1024 * 1024;
/** Reserved for a body before its length is known. */
const BODY_BYTES = 4 * MEBIBYTE;
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
  /** It has none of the room of its owner, and must be small. */
  readonly isExtra: boolean;
}

interface Waiting {
  readonly owner: string;
  readonly kind: LargeBody;
  readonly since: number;
  readonly enter: (isExtra: boolean) => void;
  readonly refuse: (reason: Error) => void;
}

const reserved = new WeakMap<ServerResponse, Body>();

/** For a response that `UnsentBodies` has admitted: its body is known now, and about to be sent. @throws `server-busy` when there is room for a small one only */
export function noteBody(response: ServerResponse, bytes: number): void {
  const body = reserved.get(response);
  if (body?.isExtra === true && bytes > SMALL_BYTES_MAX) throw serverBusy(RETRY_AFTER_SECONDS);
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

  /** Resolves when a body may be made: true, and it is reserved until the response closes; false when the client left first. @throws `server-busy` */
  async admit(owner: string, response: ServerResponse, kind: LargeBody = 'reads'): Promise<boolean> {
    if (this.hasRoom(owner)) this.reserve(owner, response, false);
    else await this.room(owner, response, kind);
    return !response.destroyed;
  }

  private reserve(owner: string, response: ServerResponse, isExtra: boolean): void {
    if (response.destroyed) return; // Its `close` event was emitted before.
    const body: Body = { owner, response, bytes: BODY_BYTES, sentAt: null, isExtra };
    this.bodies.add(body);
    reserved.set(response, body);
    response.once('close', () => {
      this.bodies.delete(body);
      if (isExtra && body.sentAt === null) this.pauses.set(owner, performance.now() + EXTRA_PAUSE_MS);
      // Of clients that leave together, all are known to have left before another begins.
      setImmediate(() => { this.admitWaiting(performance.now()); });
    });
  }

  private async room(owner: string, response: ServerResponse, kind: LargeBody): Promise<void> {
    const ofOwner = [...this.waiting].filter((waiting) => waiting.owner === owner).length;
    if (ofOwner >= OWNER_WAITING_MAX || this.waiting.size >= WAITING_MAX) throw serverBusy(RETRY_AFTER_SECONDS);
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        response.off('close', close);
        this.waiting.delete(waiting);
        if (this.waiting.size === 0) clearInterval(this.checks);
      };
      const waiting: Waiting = {
        owner,
        kind,
        since: performance.now(),
        enter: (isExtra) => { leave(); this.reserve(owner, response, isExtra); resolve(); },
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
    for (const { owner, kind, since, enter } of this.waiting) {
      if (this.hasRoom(owner)) enter(false);
      else if (kind === 'reads' && now - since >= EXTRA_AFTER_MS && now >= (this.pauses.get(owner) ?? 0) && this.hasExtraRoom(owner)) enter(true);
    }
  }

  private hasRoom(owner: string): boolean {
    const own = this.bytesOf({ owner });
    if (own > 0 && own + BODY_BYTES > OWNER_BYTES_MAX) return false;
    if (this.bytesOf() + BODY_BYTES <= BYTES_MAX) return true;
    this.giveUpUnread(own, performance.now());
    return this.bytesOf() + BODY_BYTES <= BYTES_MAX;
  }

  private hasExtraRoom(owner: string): boolean {
    const isExtra = true;
    return this.bytesOf({ owner, isExtra }) + BODY_BYTES <= OWNER_EXTRA_BYTES_MAX && this.bytesOf({ isExtra }) + BODY_BYTES <= EXTRA_BYTES_MAX;
  }

  /** Closes the connection that has been unread longest, of the owner with the most bytes, who must have more than the one who needs the room will. Its `close` event makes the room. */
  private giveUpUnread(own: number, now: number): void {
    const bodies = [...this.bodies].filter(({ isExtra }) => !isExtra);
    const sums = new Map<string, number>();
    for (const { owner, bytes } of bodies) sums.set(owner, (sums.get(owner) ?? 0) + bytes);
    const sumOf = ({ owner }: Body) => sums.get(owner) ?? 0;
    const needed = own > 0 ? own + BODY_BYTES : 0;
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
