import { createClient } from './hey-api-client/client';
import { deleteImage, generateImage, getImage, listImages, openImage, register, watchGeneration, watchLibrary } from './hey-api-client/sdk.gen';
import type { Generation, GenerationEvent, ImagePage, LiveEvent, Problem, Session } from './hey-api-client/types.gen';
import type { Story } from './story';

export const story: Story = async (baseUrl, account) => {
  const session: Session = (await register({ client: createClient({ baseUrl }), body: account, throwOnError: true })).data;
  const client = createClient({ baseUrl, headers: { authorization: `Bearer ${session.accessToken}` } });
  const generation: Generation = (await generateImage({ client, body: { prompt: 'a lighthouse' }, throwOnError: true })).data;
  const [image] = generation.images;
  if (!image) throw new Error('there is no image');
  const path = { filename: image.filename };
  const page: ImagePage = (await listImages({ client, query: { limit: 10, order: 'oldest' }, throwOnError: true })).data;
  const bytes: Blob | File = (await openImage({ client, path, throwOnError: true, parseAs: 'blob' })).data;
  const deleted = await deleteImage({ client, path });
  const { error } = await getImage({ client, path });
  const problem: Problem | undefined = error;
  return { filename: image.filename, bytes: image.bytes, listed: page.images.map((one) => one.filename), read: bytes.size, deleteStatus: deleted.response?.status ?? 0, problem: problem?.type ?? '' };
};

/** Compiles only while the document says what is required, what there is to choose from, and what events are. */
export async function typed(): Promise<void> {
  // @ts-expect-error -- a prompt is required
  await generateImage({ body: {} });
  // @ts-expect-error -- a filename is required
  await getImage({});
  // @ts-expect-error -- there is no such order
  await listImages({ query: { order: 'sideways' } });
  for await (const event of (await watchLibrary()).stream) event satisfies LiveEvent;
  // Nothing is sent with 204, which answers who had the last event already.
  for await (const event of (await watchGeneration({ path: { id: '' } })).stream) if (event) event satisfies GenerationEvent;
  const problem = (await getImage({ path: { filename: '' } })).error;
  // @ts-expect-error -- there is no such problem
  if (problem?.type === '/problems/unheard-of') throw new Error();
}
