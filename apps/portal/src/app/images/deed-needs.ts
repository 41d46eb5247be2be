import type { Place } from './library-image';

/** Hearts, tags, albums and the trash are the account's. */
const OF_THE_ACCOUNT = new Set(['favorite', 'tag', 'album', 'take', 'cover', 'restore']);
/** These need the server for what is kept there; a device does them alone with what is its own. */
const WHERE_IT_IS_KEPT = new Set(['download', 'remove']);

/** Whether a deed on these images can be done only with the server. */
export function needsServer(deed: string, images: readonly { readonly place: Place }[]): boolean {
  return OF_THE_ACCOUNT.has(deed) || (WHERE_IT_IS_KEPT.has(deed) && images.some(({ place }) => place === 'library'));
}
