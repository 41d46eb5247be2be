import { randomBytes, randomUUID } from 'node:crypto';
import type { Album, ArchiveTicket, DeviceList, Image, ImagePage } from '@vitrine/contracts';
import { Person } from '../support/person';

/** What a request can name of somebody: enough to aim every route at it. */
export interface Things {
  /** Of the prompt. */
  readonly word: string;
  readonly email: string;
  /** In the library. */
  readonly filename: string;
  readonly trashed: string;
  readonly generationId: string;
  readonly conversationId: string;
  /** With the image of the library in it. */
  readonly albumId: string;
  /** Two, as each is good once. */
  readonly tickets: readonly [string, string];
  /** Of a second device. */
  readonly sessionId: string;
  readonly cursor: string;
}

/** Somebody's things, and every word and byte of them that nobody else may be told. */
export interface Canary extends Things {
  readonly secrets: readonly Buffer[];
}

const SLICE = 48;

/** One image in the library and in an album, behind which there is another, one in the trash, in a chat of their own; a second device. */
export async function thingsOf(person: Person): Promise<Canary> {
  const word = `canary${randomBytes(6).toString('hex')}`;
  const generation = await person.generates(`a ${word} at dusk`, { count: 3 });
  const [first, second, third] = generation.images;
  if (!first || !second || !third) throw new Error('three images were asked for');
  const secondDevice = await deviceOf(await person.signInAgain());
  const pieces = await Promise.all(generation.images.map((image) => pieceOf(person, image)));
  await person.delete(`/api/ai/images/${third.filename}`);
  const albumId = await albumOf(person, word, first.filename);
  const tickets = [await ticketFor(person, first.filename), await ticketFor(person, first.filename)] as const;
  const { nextCursor } = await person.images('?limit=1');
  const words = [
    word, person.id, person.email, await deviceOf(person), secondDevice, generation.id, generation.conversationId, albumId,
    ...generation.images.flatMap((image) => [image.filename.slice(0, 36), image.sha256]),
  ];
  return {
    word,
    email: person.email,
    filename: first.filename,
    trashed: third.filename,
    generationId: generation.id,
    conversationId: generation.conversationId,
    albumId,
    tickets,
    sessionId: secondDevice,
    cursor: nextCursor ?? '',
    secrets: [...words.map((text) => Buffer.from(text)), ...pieces],
  };
}

/** Of the right form, and nobody's. */
export function nothing(): Things {
  return {
    word: 'nothing',
    email: 'nobody@example.com',
    filename: unknownName(),
    trashed: unknownName(),
    generationId: uuidv7(),
    conversationId: uuidv7(),
    albumId: uuidv7(),
    tickets: [unknownTicket(), unknownTicket()],
    sessionId: uuidv7(),
    cursor: Buffer.from(`1.${uuidv7()}`).toString('base64url'),
  };
}

/** Of no form that a name ever has. */
export function malformed(name: string): Things {
  return { word: name, email: name, filename: name, trashed: name, generationId: name, conversationId: name, albumId: name, tickets: [name, name], sessionId: name, cursor: name };
}

/** Which of the secrets are in there. */
export function secretsIn(bytes: Buffer, { secrets }: Canary): string[] {
  return secrets.filter((secret) => bytes.includes(secret)).map((secret) => secret.toString('latin1'));
}

/** All that a person sees of their own, but for times of use. */
export async function holdingsOf(person: Person): Promise<unknown> {
  const [me, images, trash, facets, albums, conversations, { sessions }] = await Promise.all([
    person.read('/api/auth/me'),
    person.read<ImagePage>('/api/ai/my-images?limit=200'),
    person.read<ImagePage>('/api/ai/trash?limit=200'),
    person.read('/api/ai/my-images/facets'),
    person.read('/api/ai/albums'),
    person.read('/api/ai/conversations?limit=200'),
    person.read<DeviceList>('/api/auth/sessions'),
  ]);
  return { me, images: ofImages(images), trash: ofImages(trash), facets, albums, conversations, sessions: sessions.map(({ id }) => id).sort() };
}

/** Thumbnails come when they are ready, whoever asks for whatever. */
function ofImages(page: ImagePage): unknown {
  return { ...page, images: page.images.map((image) => ({ ...image, thumbhash: null })) };
}

async function albumOf(person: Person, word: string, filename: string): Promise<string> {
  const { id } = (await person.post('/api/ai/albums', { name: `album of ${word}` })).json<Album>();
  await person.post(`/api/ai/albums/${id}/images`, { filenames: [filename] });
  return id;
}

async function ticketFor(person: Person, filename: string): Promise<string> {
  const { url } = (await person.post('/api/ai/images/archive-tickets', { filenames: [filename] })).json<ArchiveTicket>();
  return url.slice(url.lastIndexOf('/') + 1);
}

async function deviceOf(person: Person): Promise<string> {
  const { sessions } = await person.read<DeviceList>('/api/auth/sessions');
  const current = sessions.find((device) => device.current);
  if (!current) throw new Error('a person is not among their own devices');
  return current.id;
}

/** From the middle, where no two pictures are the same. */
async function pieceOf(person: Person, image: Image): Promise<Buffer> {
  const { bytes } = await person.get(image.url);
  const middle = Math.floor(bytes.byteLength / 2);
  return bytes.subarray(middle, middle + SLICE);
}

function unknownTicket(): string {
  return randomBytes(32).toString('base64url');
}

function unknownName(): string {
  return `${uuidv7()}.png`;
}

function uuidv7(): string {
  return randomUUID().replace(/^(.{14})4/, '$17');
}
