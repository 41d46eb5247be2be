import createClient from 'openapi-fetch';
import type { components, paths } from './openapi-typescript-client';
import type { Story } from './story';

type Schemas = components['schemas'];

export const story: Story = async (baseUrl, account) => {
  const session: Schemas['Session'] | undefined = (await createClient<paths>({ baseUrl }).POST('/api/auth/register', { body: account })).data;
  const client = createClient<paths>({ baseUrl, headers: { authorization: `Bearer ${session?.accessToken ?? ''}` } });
  // The defaults that the document names need not be sent, which the types of this generator do not show by default.
  const generation: Schemas['Generation'] | undefined = (await client.POST('/api/ai/generate-image', { body: { prompt: 'a lighthouse' } })).data;
  const [image] = generation?.images ?? [];
  if (!image) throw new Error('there is no image');
  const params = { path: { filename: image.filename } };
  const { data: page } = await client.GET('/api/ai/my-images', { params: { query: { limit: 10, order: 'oldest' } } });
  const { data: bytes } = await client.GET('/api/ai/images/{filename}', { params, parseAs: 'arrayBuffer' });
  const deleted = await client.DELETE('/api/ai/images/{filename}', { params });
  const { error } = await client.GET('/api/ai/my-images/{filename}', { params });
  const problem: Schemas['Problem'] | undefined = error;
  return { filename: image.filename, bytes: image.bytes, listed: page?.images.map((one) => one.filename) ?? [], read: bytes?.byteLength ?? 0, deleteStatus: deleted.response.status, problem: problem?.type ?? '' };
};

type EventsOf<Path extends keyof paths> = paths[Path] extends { get: { responses: { 200: { content: { 'text/event-stream': infer Event } } } } } ? Event : never;

export async function typed(live: EventsOf<'/api/ai/events'>, event: EventsOf<'/api/ai/generations/{id}/events'>): Promise<void> {
  const client = createClient<paths>();
  live satisfies Schemas['LiveEvent'];
  event satisfies Schemas['GenerationEvent'];
  // @ts-expect-error -- a prompt is required
  await client.POST('/api/ai/generate-image', { body: {} });
  // @ts-expect-error -- there is no such order
  await client.GET('/api/ai/my-images', { params: { query: { order: 'sideways' } } });
}
