import type { Socket } from 'node:net';
import { Logger } from '@nestjs/common';
import type { NextFunction, Request, Response } from 'express';
import { networkOf } from '../auth/address';
import { tooManyRequests } from '../problems/catalogue';

/** Connections from one address, and requests of one client behind a proxy: an office has as many, and one client cannot take all. */
export const PER_ADDRESS_MAX = 256;
const RETRY_SECONDS = 10;
const WARN_AGAIN_MS = 60_000;

/**
 * Bounds what one address holds of the connections of a server. A trusted proxy (`TRUST_PROXY`) brings the clients of many
 * addresses, so its own connections are not bounded, but the requests under way of each client that it names. An IPv6
 * address counts as its /64 network.
 */
export class AddressLimits {
  private readonly connections = new Counter();
  private readonly requests = new Counter();
  private readonly logger = new Logger('AddressLimits');
  private warnedAt = -Infinity;

  constructor(
    private readonly isProxy: (address: string) => boolean,
    private readonly most = PER_ADDRESS_MAX,
  ) {}

  /** For the server's `connection` event: ends a connection that is one too many. */
  readonly admit = (socket: Socket): void => {
    const address = socket.remoteAddress ?? '';
    if (this.isProxy(address)) return;
    const network = networkOf(address);
    if (this.connections.of(network) >= this.most) {
      socket.destroy();
      this.warn(network);
      return;
    }
    this.connections.add(network, 1);
    socket.once('close', () => { this.connections.add(network, -1); });
  };

  /** For every request. @throws `too-many-requests` */
  readonly limitRequests = (request: Request, response: Response, next: NextFunction): void => {
    const network = networkOf(request.ip ?? '');
    if (this.requests.of(network) >= this.most) throw tooManyRequests(RETRY_SECONDS);
    this.requests.add(network, 1);
    response.once('close', () => { this.requests.add(network, -1); });
    next();
  };

  private warn(network: string): void {
    if (performance.now() - this.warnedAt < WARN_AGAIN_MS) return;
    this.warnedAt = performance.now();
    this.logger.warn({ event: 'connections.refused', network, most: this.most, hint: 'if this is a proxy, name it in TRUST_PROXY' }, 'an address has too many connections');
  }
}

class Counter {
  private readonly counts = new Map<string, number>();

  of(key: string): number {
    return this.counts.get(key) ?? 0;
  }

  add(key: string, change: 1 | -1): void {
    const count = this.of(key) + change;
    if (count > 0) this.counts.set(key, count);
    else this.counts.delete(key);
  }
}
