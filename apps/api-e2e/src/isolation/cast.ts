import { disable, expired, forge } from '../support/forge';
import { Client, Person } from '../support/person';
import type { Product } from '../support/product';
import type { CallerName } from './expectations';
import { type Canary, thingsOf } from './things';

/** Everybody the matrix has, in one server. */
export class Cast {
  private constructor(
    private readonly product: Product,
    public owner: Person,
    public other: Person,
    private readonly disabled: Person,
    private readonly ended: Person,
    /** The owner's present things; what an operation takes away is made again. */
    public things: Canary,
    readonly ofOther: Canary,
    readonly ofDisabled: Canary,
  ) {}

  static async of(product: Product): Promise<Cast> {
    const [owner, other, disabled] = await Promise.all(['alice', 'bob', 'dora'].map((name) => Person.register(product.url, name)));
    if (!owner || !other || !disabled) throw new Error('three people were registered');
    const [things, ofOther, ofDisabled] = await Promise.all([thingsOf(owner), thingsOf(other), thingsOf(disabled)]);
    const ended = await owner.signInAgain();
    await ended.post('/api/auth/logout');
    await disable(product.server, disabled.id);
    return new Cast(product, owner, other, disabled, ended, things, ofOther, ofDisabled);
  }

  async renewThings(): Promise<void> {
    this.things = await thingsOf(this.owner);
  }

  /** After all their sessions ended. */
  async signInAgain(): Promise<void> {
    [this.owner, this.other] = await Promise.all([this.owner.signInAgain(), this.other.signInAgain()]);
  }

  thingsFor(caller: CallerName): Canary {
    return caller === 'disabled' ? this.ofDisabled : this.things;
  }

  /** Who calls, with all that their browser or program would send. */
  async clientOf(caller: CallerName, freshSession = false): Promise<Client> {
    const fresh = async (person: Person): Promise<Client> => everythingOf(freshSession ? await person.signInAgain() : person);
    const clients: Record<CallerName, () => Client | Promise<Client>> = {
      anonymous: () => new Client(this.product.url),
      expired: () => new Client(this.product.url, { authorization: `Bearer ${forge(this.product.server, this.owner.session.accessToken, { claims: expired() })}` }),
      ended: () => everythingOf(this.ended),
      disabled: () => everythingOf(this.disabled),
      media: () => this.owner.withCookies('media'),
      otherMedia: () => this.other.withCookies('media'),
      other: () => fresh(this.other),
      owner: () => fresh(this.owner),
    };
    return clients[caller]();
  }
}

function everythingOf(person: Person): Client {
  return new Client(person.base, { ...person.headers, ...person.withCookies('refresh', 'media').headers });
}
