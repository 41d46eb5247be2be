import { Injectable, type OnModuleInit } from '@nestjs/common';
import { DiscoveryService, MetadataScanner, Reflector } from '@nestjs/core';
import { POLICY, PUBLIC } from './policy.decorator';

/** Where Nest keeps the method of a handler (GET is 0); what has none is no handler. */
const METHOD = 'method';

type Handler = (...args: unknown[]) => unknown;

/** Stops the start when a handler does not say who may call it, or says two things. */
@Injectable()
export class PolicyAudit implements OnModuleInit {
  constructor(
    private readonly discovery: DiscoveryService,
    private readonly scanner: MetadataScanner,
    private readonly reflector: Reflector,
  ) {}

  /** @throws Error naming every handler at fault. */
  onModuleInit(): void {
    const unmarked = this.discovery.getControllers().flatMap(({ metatype }) => this.unmarkedOf(metatype));
    if (unmarked.length > 0) throw new Error(`These handlers need either @Public() or @Policy(...), and one of them only: ${unmarked.join(', ')}`);
  }

  private unmarkedOf(controller: unknown): string[] {
    if (typeof controller !== 'function') return [];
    const prototype = controller.prototype as Record<string, Handler>;
    const names = this.scanner.getAllMethodNames(prototype).filter((name) => !this.isSaid(prototype[name]));
    return names.map((name) => `${controller.name}.${name}`);
  }

  private isSaid(method: Handler | undefined): boolean {
    if (method === undefined || this.reflector.get<number | undefined>(METHOD, method) === undefined) return true;
    const isPublic = this.reflector.get<true | undefined>(PUBLIC, method) === true;
    const hasPolicy = this.reflector.get<string | undefined>(POLICY, method) !== undefined;
    return isPublic !== hasPolicy;
  }
}
