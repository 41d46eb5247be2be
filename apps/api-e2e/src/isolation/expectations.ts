import { randomBytes, randomUUID } from 'node:crypto';
import { type Filled } from '../support/document';
import { PASSWORD } from '../support/person';
import type { Things } from './things';

/**
 * Who calls, and at whose things they aim:
 * - `anonymous`, `other`, `otherMedia` (another's media cookie) at the owner's;
 * - `owner`, `expired` (the owner's token, run out), `ended` (a session of the owner that was signed out, with its
 *   cookies), `media` (the owner's media cookie alone) at their own;
 * - `disabled` (an account with a token and cookies that were good) at their own.
 */
export const CALLERS = ['anonymous', 'expired', 'ended', 'disabled', 'media', 'otherMedia', 'other', 'owner'] as const;
export type CallerName = (typeof CALLERS)[number];

export type Statuses = Readonly<Record<CallerName, number>>;

export interface Expectation {
  readonly statuses: Statuses;
  readonly call: (things: Things, caller: CallerName) => Filled;
  /** The owner's call takes the things away, or the caller's session, or all sessions of their account: others are made for it. */
  readonly consumes?: 'things' | 'session' | 'account';
  /** Names things, and answers another as if they never were: by 404, or by leaving them out. */
  readonly names?: true;
}

const SIGNED_IN = { anonymous: 401, expired: 401, ended: 401, disabled: 401, media: 401, otherMedia: 401 } as const;

function everyone(status: number): Statuses {
  return { anonymous: status, expired: status, ended: status, disabled: status, media: status, otherMedia: status, other: status, owner: status };
}

/** One's own alone: to another the same as if it were not there. */
function own(status: number): Statuses {
  return { ...SIGNED_IN, owner: status, other: 404 };
}

/** Speaks of nobody but the caller: another is answered with what is theirs. */
function ofCaller(status: number): Statuses {
  return { ...SIGNED_IN, owner: status, other: status };
}

const BYTES = { ...own(200), media: 200, otherMedia: 404 } as const;

const none = (): Filled => ({});
const generation = ({ generationId: id }: Things): Filled => ({ params: { id } });
const conversation = ({ conversationId: id }: Things): Filled => ({ params: { id } });
const image = ({ filename }: Things): Filled => ({ params: { filename } });
const trashed = ({ trashed: filename }: Things): Filled => ({ params: { filename } });
const album = ({ albumId: id }: Things): Filled => ({ params: { id } });
/** Longer ones are no names, and a body with one is not read. */
const inBody = (filename: string): string => filename.slice(0, 60);
const inAlbum = ({ albumId: id, filename }: Things): Filled => ({ params: { id }, body: { filenames: [inBody(filename)] } });
const many = (rest: object = {}) => ({ filename }: Things): Filled => ({ body: { filenames: [filename], ...rest } });
const page = ({ cursor }: Things): Filled => ({ query: { cursor } });

/** One white pixel, and bytes after its end that no other has. */
function newPng(): Buffer {
  const pixel = 'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mP8/x8AAwMCAO+ip1sAAAAASUVORK5CYII=';
  return Buffer.concat([Buffer.from(pixel, 'base64'), randomBytes(16)]);
}

/** What each operation of the document answers to whom. One without a line here fails the tests, and so does a line without one. */
export const EXPECTATIONS: Readonly<Record<string, Expectation>> = {
  getLiveness: { statuses: everyone(200), call: none },
  getReadiness: { statuses: everyone(200), call: none },

  register: { statuses: everyone(201), call: () => ({ body: { email: `${randomUUID()}@example.com`, password: PASSWORD } }) },
  login: {
    statuses: { ...everyone(401), owner: 200 },
    // The disabled account knows its own password; nobody else but the owner knows the owner's.
    call: ({ email }, caller) => ({ body: { email, password: caller === 'owner' || caller === 'disabled' ? PASSWORD : 'a guess at a sentence' } }),
  },
  refresh: { statuses: ofCaller(200), call: () => ({ headers: { 'content-type': 'application/json' } }), consumes: 'session' },
  logout: { statuses: ofCaller(204), call: () => ({ headers: { 'content-type': 'application/json' } }), consumes: 'session' },
  logoutLater: { statuses: everyone(400), call: ({ sessionId }) => ({ body: { signOutToken: `${sessionId}.${sessionId}.${'A'.repeat(43)}` } }) },
  getMe: { statuses: ofCaller(200), call: none },
  changePassword: { statuses: ofCaller(200), call: () => ({ body: { current: PASSWORD, next: PASSWORD } }), consumes: 'account' },
  listSessions: { statuses: ofCaller(200), call: none },
  endSession: { statuses: own(204), call: ({ sessionId: id }) => ({ params: { id } }), consumes: 'things' },

  getLibraryIndex: { statuses: ofCaller(200), call: ({ word }) => ({ query: { q: word } }) },
  getFacets: { statuses: ofCaller(200), call: none },
  getDetails: { statuses: ofCaller(200), call: ({ filename, trashed: other }) => ({ body: { filenames: [filename, other] } }), names: true },
  listImages: { statuses: ofCaller(200), call: page },
  getImage: { statuses: own(200), call: image },
  openImage: { statuses: BYTES, call: image },
  deleteImage: { statuses: own(204), call: image, consumes: 'things' },
  listTrash: { statuses: ofCaller(200), call: page },
  openTrashedImage: { statuses: BYTES, call: trashed },
  restoreImages: { statuses: own(200), call: (things) => ({ body: { filenames: [things.trashed] } }), consumes: 'things' },
  purgeImages: { statuses: own(200), call: (things) => ({ body: { filenames: [things.trashed] } }), consumes: 'things' },
  purgeImage: { statuses: own(204), call: trashed, consumes: 'things' },
  emptyTrash: { statuses: ofCaller(204), call: none, consumes: 'things' },

  changeImage: { statuses: own(200), call: ({ filename }) => ({ params: { filename }, body: { title: 'another title', tags: ['tag'], favorite: true } }) },
  favoriteImages: { statuses: own(204), call: many({ favorite: true }) },
  tagImages: { statuses: own(204), call: many({ add: ['another tag'], remove: ['tag'] }) },
  deleteImages: { statuses: own(204), call: many(), consumes: 'things' },
  importImage: { statuses: ofCaller(201), call: () => ({ body: newPng(), headers: { 'content-type': 'image/png' } }) },
  archiveImages: { statuses: own(200), call: many() },
  issueArchiveTicket: { statuses: own(201), call: many() },
  openArchive: {
    statuses: BYTES,
    // The owner's media cookie may have spent the first.
    call: ({ tickets: [first, second] }, caller) => ({ params: { ticket: caller === 'owner' ? second : first } }),
    consumes: 'things',
  },

  listAlbums: { statuses: ofCaller(200), call: none },
  createAlbum: { statuses: ofCaller(201), call: () => ({ body: { name: 'an album' } }) },
  getAlbum: { statuses: own(200), call: album },
  changeAlbum: { statuses: own(200), call: ({ albumId: id, filename }) => ({ params: { id }, body: { name: 'another name', cover: inBody(filename) } }) },
  addToAlbum: { statuses: own(200), call: inAlbum },
  removeFromAlbum: { statuses: own(200), call: inAlbum },
  deleteAlbum: { statuses: own(204), call: album, consumes: 'things' },

  watchLibrary: { statuses: ofCaller(200), call: () => ({ enoughAfterMs: 300 }) },

  generateImage: { statuses: own(201), call: ({ conversationId }) => ({ body: { prompt: 'a harbour', conversationId } }) },
  getGeneration: { statuses: own(200), call: generation },
  watchGeneration: { statuses: own(200), call: generation },
  cancelGeneration: { statuses: own(200), call: generation },

  listConversations: { statuses: ofCaller(200), call: page },
  createConversation: { statuses: ofCaller(201), call: () => ({ body: { title: 'a chat' } }) },
  getConversation: { statuses: own(200), call: conversation },
  renameConversation: { statuses: own(200), call: ({ conversationId: id }) => ({ params: { id }, body: { title: 'another title' } }) },
  deleteConversation: { statuses: own(204), call: ({ conversationId: id }) => ({ params: { id }, query: { images: 'trash' } }), consumes: 'things' },
};
