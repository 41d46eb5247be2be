import { randomBytes, randomUUID } from 'node:crypto';
import type { DeviceList, Image, ImagePage } from '@vitrine/contracts';
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
  /** Of a second device. */
  readonly sessionId: string;
  readonly cursor: string;
}

/** Somebody's things, and every word and byte of them that nobody else may be told. */
export interface Canary extends Things {
  readonly secrets: readonly Buffer[];
}

const SLICE = 48;

/** One image in the library behind which there is another, one in the trash, in a chat of their own; a second device. */
export async function thingsOf(person: Person): Promise<Canary> {
  const word = `canary${randomBytes(6).toString('hex')}`;
  const generation = await person.generates(`a ${word} at dusk`, { count: 3 });
  const [first, second, third] = generation.images;
  if (!first || !second || !third) throw new Error('three images were asked for');
  const secondDevice = await deviceOf(await person.signInAgain());
  const pieces = await Promise.all(generation.images.map((image) => pieceOf(person, image)));
  await person.delete(`/api/ai/images/${third.filename}`);
  const { nextCursor } = await person.images('?limit=1');
  const words = [
    word, person.id, person.email, await deviceOf(person), secondDevice, generation.id, generation.conversationId,
    ...generation.images.flatMap((image) => [image.filename.slice(0, 36), image.sha256]),
  ];
  return {
    word,
    email: person.email,
    filename: first.filename,
    trashed: third.filename,
    generationId: generation.id,
    conversationId: generation.conversationId,
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
    sessionId: uuidv7(),
    cursor: Buffer.from(`1.${uuidv7()}`).toString('base64url'),
  };
}

/** Of no form that a name ever has. */
export function malformed(name: string): Things {
  return { word: name, email: name, filename: name, trashed: name, generationId: name, conversationId: name, sessionId: name, cursor: name };
}

/** Which of the secrets are in there. */
export function secretsIn(bytes: Buffer, { secrets }: Canary): string[] {
  return secrets.filter((secret) => bytes.includes(secret)).map((secret) => secret.toString('latin1'));
}

/** All that a person sees of their own, but for times of use. */
export async function holdingsOf(person: Person): Promise<unknown> {
  const [me, images, trash, facets, conversations, { sessions }] = await Promise.all([
    person.read('/api/auth/me'),
    person.read<ImagePage>('/api/ai/my-images?limit=200'),
    person.read<ImagePage>('/api/ai/trash?limit=200'),
    person.read('/api/ai/my-images/facets'),
    person.read('/api/ai/conversations?limit=200'),
    person.read<DeviceList>('/api/auth/sessions'),
  ]);
  return { me, images: ofImages(images), trash: ofImages(trash), facets, conversations, sessions: sessions.map(({ id }) => id).sort() };
}

/** Thumbnails come when they are ready, whoever asks for whatever. */
function ofImages(page: ImagePage): unknown {
  return { ...page, images: page.images.map((image) => ({ ...image, thumbhash: null })) };
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

function unknownName(): string {
  return `${uuidv7()}.png`;
}

function uuidv7(): string {
  return randomUUID().replace(/^(.{14})4/, '$17');
}
