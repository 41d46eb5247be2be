import * as z from 'zod';

export const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;

/** What a client has to know before anyone signs in. */
export const ServerInfo = z
  .object({
    generator: z.object({
      provider: z.string(),
      model: z.string(),
    }),
  })
  .meta({ id: 'ServerInfo' });
export type ServerInfo = z.infer<typeof ServerInfo>;
