import type { Caller } from '../access/caller';

declare global {
  // The one way to add to Express' request type (https://www.npmjs.com/package/@types/express-serve-static-core).
  // eslint-disable-next-line @typescript-eslint/no-namespace -- declaration merging wants the namespace
  namespace Express {
    interface Request {
      /** Names the request in answers and logs. */
      id: string;
      /** Set by the global guard. */
      caller?: Caller;
    }
  }
}
