import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Album, ArchiveTicket, ConversationSummary, DeviceList, Generation, Session } from '@vitrine/contracts';
import { ThumbnailsService } from '../images/thumbnails/thumbnails.service';
import { ExampleRecorder, type Recorded } from '../testing/example-recorder';
import { imageOf, picture } from '../testing/pictures';
import { cookiesOf, PASSWORD, TestApp } from '../testing/test-app';

const FILE = join(import.meta.dirname, 'examples.json');
const EMAIL = 'ada@example.com';

interface Caller {
  readonly id: string;
  readonly token: string;
}

interface Named {
  readonly filename: string;
}

/** Somebody who uses the whole API once, and what the server answers. */
describe('the examples of the OpenAPI document', () => {
  let app: TestApp;
  let recorder: ExampleRecorder;
  beforeAll(async () => {
    app = await TestApp.start();
    recorder = new ExampleRecorder(app);
    const caller = await accounts(app, recorder);
    const images = [await generation(recorder, caller)];
    for (let one = 0; one < 4; one += 1) images.push(await imageOf(app, caller)); // One after the other: their order is part of the examples.
    await app.get(ThumbnailsService).idle();
    await library(recorder, caller, images);
    await albums(recorder, caller, images);
    await conversations(recorder, caller);
    await trash(recorder, caller, images);
    await recorder.call('getLiveness');
    await recorder.call('getReadiness');
    await endings(recorder, caller);
  });
  afterAll(() => app.stop());

  it('have one for every operation', () => {
    expect(Object.keys(recorder.examples).sort()).toEqual(recorder.ids.sort());
  });

  it('are what the server answers: run this file with UPDATE_EXAMPLES=1, and "npm run openapi", when this fails', () => {
    const sorted = Object.fromEntries(Object.entries(recorder.examples).sort(([a], [b]) => a.localeCompare(b)));
    if (process.env['UPDATE_EXAMPLES'] === '1') writeFileSync(FILE, `${JSON.stringify(sorted, null, 2)}\n`);

    expect(JSON.parse(readFileSync(FILE, 'utf8')) as Record<string, Recorded>).toEqual(sorted);
  });

  it('have no status and no header that the document leaves out', () => {
    expect(recorder.undocumented).toEqual([]);
  });
});

async function accounts(app: TestApp, recorder: ExampleRecorder): Promise<Caller> {
  await recorder.call('register', { body: { email: EMAIL, password: PASSWORD, displayName: 'Ada' } });
  const { accessToken: token, user } = await recorder.call<Session>('login', { body: { email: EMAIL, password: PASSWORD } });
  const signedIn = await app.as(null).post('/api/auth/login', { email: EMAIL, password: PASSWORD });
  const cookie = Object.entries(cookiesOf(signedIn)).map(([name, value]) => `${name}=${value}`).join('; ');
  const { signOutToken } = await recorder.call<Session>('refresh', { cookie });
  await recorder.call('logoutLater', { cookie, body: { signOutToken } });
  await recorder.call('getMe', { token });
  await app.as(null).post('/api/auth/login', { email: EMAIL, password: PASSWORD });
  const { sessions } = await recorder.call<DeviceList>('listSessions', { token });
  await recorder.call('endSession', { token, params: { id: sessions.find(({ current }) => !current)?.id ?? '' } });
  return { id: user.id, token };
}

async function generation(recorder: ExampleRecorder, caller: Caller): Promise<Named> {
  const { id, images } = await recorder.call<Generation>('generateImage', { ...caller, body: { prompt: 'A lighthouse at dusk', size: '1024x1024', quality: 'low', count: 1 } });
  await recorder.call('getGeneration', { ...caller, params: { id } });
  await recorder.call('cancelGeneration', { ...caller, params: { id } });
  await recorder.watch('watchGeneration', 'done', { ...caller, params: { id } }, ({ event, data }) => ({ event, data }));
  return { filename: images[0]?.filename ?? '' };
}

async function library(recorder: ExampleRecorder, caller: Caller, [first, second, third]: readonly Named[]): Promise<void> {
  const filename = first?.filename ?? '';
  const filenames = [filename];
  await recorder.call('changeImage', { ...caller, params: { filename }, body: { title: 'The lighthouse', tags: ['sea', 'evening'], favorite: true } });
  await recorder.call('getImage', { ...caller, params: { filename } });
  await recorder.call('listImages', { ...caller, query: '?limit=1&order=oldest' });
  await recorder.call('openImage', { ...caller, params: { filename }, query: '?download=1' });
  await recorder.call('openImage', { ...caller, params: { filename }, headers: { range: 'bytes=0-99' } });
  await recorder.call('getLibraryIndex', { ...caller, query: '?q=lighthouse' });
  await recorder.call('getFacets', caller);
  await recorder.call('getDetails', { ...caller, body: { filenames } });
  await recorder.call('favoriteImages', { ...caller, body: { filenames, favorite: true } });
  await recorder.call('tagImages', { ...caller, body: { filenames, add: ['coast'], remove: ['evening'] } });
  await recorder.call('importImage', { ...caller, body: Buffer.from((await picture()).bytes), headers: { 'content-type': 'image/png' }, query: '?prompt=A%20sketch%20of%20mine' });
  await recorder.call('archiveImages', { ...caller, body: { filenames } });
  const { url } = await recorder.call<ArchiveTicket>('issueArchiveTicket', { ...caller, body: { filenames } });
  await recorder.call('openArchive', { ...caller, params: { ticket: url.slice(url.lastIndexOf('/') + 1) } });
  await recorder.call('deleteImage', { ...caller, params: { filename: second?.filename ?? '' } });
  await recorder.call('deleteImages', { ...caller, body: { filenames: [third?.filename] } });
  await recorder.watch('watchLibrary', 'image.deleted', { ...caller, headers: { 'last-event-id': '0' } }, ({ data }) => data);
}

async function albums(recorder: ExampleRecorder, caller: Caller, [first]: readonly Named[]): Promise<void> {
  const filenames = [first?.filename];
  const { id } = await recorder.call<Album>('createAlbum', { ...caller, body: { name: 'The coast' } });
  const params = { id };
  await recorder.call('addToAlbum', { ...caller, params, body: { filenames } });
  await recorder.call('changeAlbum', { ...caller, params, body: { name: 'The coast in winter' } });
  await recorder.call('getAlbum', { ...caller, params });
  await recorder.call('listAlbums', caller);
  await recorder.call('removeFromAlbum', { ...caller, params, body: { filenames } });
  await recorder.call('deleteAlbum', { ...caller, params });
}

async function conversations(recorder: ExampleRecorder, caller: Caller): Promise<void> {
  const { id } = await recorder.call<ConversationSummary>('createConversation', { ...caller, body: { title: 'Ideas' } });
  await recorder.call('renameConversation', { ...caller, params: { id }, body: { title: 'Ideas for the poster' } });
  await recorder.call('generateImage', { ...caller, body: { prompt: 'A poster', conversationId: id } });
  await recorder.call('getConversation', { ...caller, params: { id } });
  await recorder.call('listConversations', { ...caller, query: '?limit=1' });
  await recorder.call('deleteConversation', { ...caller, params: { id }, query: '?images=keep' });
}

async function trash(recorder: ExampleRecorder, caller: Caller, [, second, third, fourth, fifth]: readonly Named[]): Promise<void> {
  const nameOf = (image: Named | undefined) => image?.filename ?? '';
  await recorder.call('listTrash', { ...caller, query: '?limit=1' });
  await recorder.call('openTrashedImage', { ...caller, params: { filename: nameOf(second) } });
  await recorder.call('restoreImages', { ...caller, body: { filenames: [nameOf(second)] } });
  await recorder.call('purgeImages', { ...caller, body: { filenames: [nameOf(third)] } });
  await recorder.call('deleteImages', { ...caller, body: { filenames: [nameOf(fourth), nameOf(fifth)] } });
  await recorder.call('purgeImage', { ...caller, params: { filename: nameOf(fourth) } });
  await recorder.call('emptyTrash', caller);
}

async function endings(recorder: ExampleRecorder, caller: Caller): Promise<void> {
  const { accessToken: token } = await recorder.call<Session>('changePassword', { ...caller, body: { current: PASSWORD, next: 'another unremarkable sentence' } });
  await recorder.call('logout', { ...caller, token });
}
