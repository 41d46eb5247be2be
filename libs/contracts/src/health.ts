import * as z from 'zod';
import { MODEL_MAX } from './limits';

export const Health = z.object({ status: z.literal('ok') }).meta({ id: 'Health' });
export type Health = z.infer<typeof Health>;

/** What a client has to know before anyone signs in. */
export const ServerInfo = z
  .object({
    generator: z.object({
      provider: z.string().max(MODEL_MAX),
      model: z.string().max(MODEL_MAX),
    }),
  })
  .meta({ id: 'ServerInfo' });
export type ServerInfo = z.infer<typeof ServerInfo>;
