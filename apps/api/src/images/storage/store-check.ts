import { Injectable, type OnModuleInit } from '@nestjs/common';
import { StoreIdentity } from './store-identity';

/** Looks for the store when a server starts. One that is away does not stop the start: it is looked for before every use. */
@Injectable()
export class StoreCheck implements OnModuleInit {
  constructor(private readonly identity: StoreIdentity) {}

  async onModuleInit(): Promise<void> {
    await this.identity.verify().catch(() => undefined);
  }
}
