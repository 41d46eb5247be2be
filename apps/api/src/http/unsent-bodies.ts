import type { ServerResponse } from 'node:http';
import { Injectable } from '@nestjs/common';
import { serverBusy } from '../problems/catalogue';

const MEBIBYTE = 1024 * 1024;
/** Reserved for a body before its length is known. */
const BODY_BYTES = 4 * MEBIBYTE;
/** Of one owner. Tabs that read what they asked for come nowhere near it for longer than a moment. */
export const OWNER_BYTES_MAX = 16 * MEBIBYTE;
const BYTES_MAX = 32 * MEBIBYTE;
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
}

interface Waiting {
  readonly owner: string;
  readonly since: number;
  readonly enter: () => void;
  readonly refuse: (reason: Error) => void;
}

const reserved = new WeakMap<ServerResponse, Body>();

/** For a response that `UnsentBodies` has admitted: its body is known now, and about to be sent. */
export function noteBody(response: ServerResponse, bytes: number): void {
  const body = reserved.get(response);
  if (body) Object.assign(body, { bytes, sentAt: performance.now() });
}

/** Bounds what large bodies that are made, or not yet taken by their clients, hold of the memory: of each owner, and in all. */
@Injectable()
export class UnsentBodies {
  private readonly bodies = new Set<Body>();
  private readonly waiting = new Set<Waiting>();
  private checks: NodeJS.Timeout | undefined;

  /** Resolves when a body may be made: true, and it is reserved until the response closes; false when the client left first. @throws `server-busy` */
  async admit(owner: string, response: ServerResponse): Promise<boolean> {
    if (this.hasRoom(owner)) this.reserve(owner, response);
    else await this.room(owner, response);
    return !response.destroyed;
  }

  private reserve(owner: string, response: ServerResponse): void {
    if (response.destroyed) return; // Its `close` event was emitted before.
    const body: Body = { owner, response, bytes: BODY_BYTES, sentAt: null };
    this.bodies.add(body);
    reserved.set(response, body);
    response.once('close', () => {
      this.bodies.delete(body);
      // Of clients that leave together, all are known to have left before another begins.
      setImmediate(() => { this.admitWaiting(); });
    });
  }

  private async room(owner: string, response: ServerResponse): Promise<void> {
    const ofOwner = [...this.waiting].filter((waiting) => waiting.owner === owner).length;
    if (ofOwner >= OWNER_WAITING_MAX || this.waiting.size >= WAITING_MAX) throw serverBusy(RETRY_AFTER_SECONDS);
    await new Promise<void>((resolve, reject) => {
      const leave = () => {
        response.off('close', waiting.enter);
        this.waiting.delete(waiting);
        if (this.waiting.size === 0) clearInterval(this.checks);
      };
      const waiting: Waiting = {
        owner,
        since: performance.now(),
        enter: () => { leave(); this.reserve(owner, response); resolve(); },
        refuse: (reason) => { leave(); reject(reason); },
      };
      if (this.waiting.size === 0) this.checks = setInterval(() => { this.check(performance.now()); }, CHECK_MS).unref();
      this.waiting.add(waiting);
      response.once('close', waiting.enter);
    });
  }

  private check(now: number): void {
    for (const waiting of this.waiting) if (now - waiting.since >= PATIENCE_MS) waiting.refuse(serverBusy(RETRY_AFTER_SECONDS));
    this.admitWaiting();
  }

  private admitWaiting(): void {
    for (const waiting of this.waiting) if (this.hasRoom(waiting.owner)) waiting.enter();
  }

  private hasRoom(owner: string): boolean {
    const own = this.bytesOf(owner);
    if (own > 0 && own + BODY_BYTES > OWNER_BYTES_MAX) return false;
    if (this.bytesOf(null) + BODY_BYTES <= BYTES_MAX) return true;
    if (own === 0) this.giveUpUnread(performance.now());
    return this.bytesOf(null) + BODY_BYTES <= BYTES_MAX;
  }

  /** Closes the connection that has been unread longest, of the owner with the most bytes. Its `close` event makes the room. */
  private giveUpUnread(now: number): void {
    const unread = [...this.bodies].filter(({ sentAt }) => sentAt !== null && now - sentAt >= UNREAD_MS);
    const [first] = unread.toSorted((a, b) => this.bytesOf(b.owner) - this.bytesOf(a.owner) || Number(a.sentAt) - Number(b.sentAt));
    first?.response.destroy();
  }

  /** Of one owner, or of all. */
  private bytesOf(owner: string | null): number {
    let sum = 0;
    for (const body of this.bodies) if (owner === null || body.owner === owner) sum += body.bytes;
    return sum;
  }
}
