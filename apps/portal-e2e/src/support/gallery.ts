import { type FakeProvider, startFakeProvider } from '@vitrine/fake-provider';
import { Server } from '@vitrine/test-server';
import SqliteDatabase from 'better-sqlite3';
import { join } from 'node:path';
import { Account } from './account';
import { bruno, maya, nora, type Person } from './people';

const DAY_MS = 86_400_000;
const wide = '1536x1024';
const tall = '1024x1536';
const square = '1024x1024';

/** Newest first: the prompt, its shape, and how many days ago it was. Those of a line are one chat. */
const CHATS: readonly (readonly [prompt: string, size: string, daysAgo: number])[][] = [
  [['A boat on a lake in autumn fog', wide, 0], ['A lighthouse at dusk with a beam reaching left, calm sea, thin clouds catching the last light', wide, 0]],
  [['Spheres', square, 0], ['Great waves', wide, 0], ['Rainy city lights', wide, 0]],
  [['Botanical leaves', tall, 0]],
  [['Colourful hot air balloons', square, 0], ['City skyline at night', wide, 0], ['A vase of flowers', tall, 0], ['Red balloons over a desert at dawn', wide, 0]],
  [['Misty pine forest', tall, 2], ['Northern lights over a cabin in winter', wide, 2], ['Bauhaus geometry', tall, 2], ['A planet with rings', square, 2], ['Mountains at sunset', wide, 2], ['Paper layers', square, 2]],
  [['Abstract silk', square, 34], ['Topographic lines in green', wide, 34], ['A castle in the mountains, foggy morning', wide, 34]],
  [['A windmill on a hill in summer', wide, 70], ['A windmill on a hill in spring', wide, 70], ['A palm tree on a beach at sunset', square, 70], ['Underwater with fish', wide, 120]],
];

/** Two running products with things in them to look at, which nobody changes. */
export interface Gallery {
  /** Draws by itself: maya has a library and chats, nora has nothing yet. */
  readonly home: Server;
  /** Asks an image service that bruno has had nothing but trouble with. */
  readonly troubled: Server;
  readonly provider: FakeProvider;
  readonly addresses: Readonly<Record<'image' | 'chat' | 'failures', string>>;
  readonly people: Readonly<Record<'maya' | 'nora' | 'bruno', Person>>;
  close(): Promise<void>;
}

export async function openGallery(): Promise<Gallery> {
  const provider = await startFakeProvider();
  const home = await Server.start();
  const troubled = await Server.start({ OPENAI_BASE_URL: provider.url, OPENAI_API_KEY: 'any' });
  const chat = await drawAll(home);
  const account = await Account.of(home, maya);
  const images = await account.listed();
  const lighthouse = images.find(({ prompt }) => prompt.includes('lighthouse'));
  for (const { filename } of images.slice(-2)) await account.discard(filename);
  const albums: readonly (readonly [string, (prompt: string) => boolean])[] = [
    ['Not begun', () => false], ['Night', (prompt) => /night|planet/.test(prompt)], ['Red and round', (prompt) => /balloons|spheres/.test(prompt)],
    ['Landscapes', (prompt) => /mountains|forest|boat|waves|windmill|lights/.test(prompt)],
  ];
  for (const [name, belongs] of albums) await account.collect(name, images.slice(0, -2).filter(({ prompt }) => belongs(prompt)));
  await Account.made(home, nora);
  return {
    home, troubled, provider,
    addresses: { image: `/library/${String(lighthouse?.filename.replace('.', '-'))}`, chat: `/create/${chat}`, failures: await failAll(troubled, provider) },
    people: { maya, nora, bruno },
    close: async () => {
      await Promise.all([home.dispose(), troubled.dispose()]);
      await provider.close();
    },
  };
}

/** From the oldest to the newest; gives the newest chat. */
async function drawAll(server: Server): Promise<string> {
  const account = await Account.made(server, maya);
  const days = new Map<string, number>();
  let conversationId = '';
  for (const chat of CHATS.toReversed()) {
    conversationId = '';
    for (const [prompt, size, daysAgo] of chat.toReversed()) {
      const generation = await account.make(`Create an image of ${prompt[0]?.toLowerCase() ?? ''}${prompt.slice(1)}`, { size, ...(conversationId ? { conversationId } : {}) });
      conversationId = generation.conversationId;
      days.set(generation.id, daysAgo);
    }
  }
  spread(server, days);
  return conversationId;
}

/** As if they had been made over some months. */
function spread(server: Server, days: ReadonlyMap<string, number>): void {
  const database = new SqliteDatabase(join(server.data, 'vitrine.db'));
  const move = database.prepare('update images set created_at = created_at - ? where generation_id = ?');
  for (const [generation, daysAgo] of days) move.run(daysAgo * DAY_MS, generation);
  database.close();
}

/** One chat with every way to fail in it. */
async function failAll(server: Server, provider: FakeProvider): Promise<string> {
  const account = await Account.made(server, bruno);
  const { conversationId } = await account.make('A red bicycle against a wall', { size: wide });
  for (const words of ['[moderation]', '[500]', '[rate-limit]']) {
    provider.setDefault(words);
    await account.tryToMake('A duel at dawn', { conversationId });
  }
  provider.setDefault('');
  return `/create/${conversationId}`;
}
