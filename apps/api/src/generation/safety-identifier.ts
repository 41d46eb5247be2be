import { createHmac, type KeyObject } from 'node:crypto';

/** Tells a provider one user from another, and nothing more: without the key it leads back to nobody. */
export class SafetyIdentifier {
  constructor(private readonly key: KeyObject) {}

  of(owner: string): string {
    return createHmac('sha256', this.key).update(owner).digest('hex');
  }
}
