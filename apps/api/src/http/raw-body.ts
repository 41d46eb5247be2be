import { raw, type Request, type Response } from 'express';

export interface RawBody {
  readonly bytesMax: number;
}

/** The bytes of a body as they were sent, read only when somebody asks; empty when there is none. Rejects when there are too many. */
export async function readRawBody(request: Request, response: Response, { bytesMax }: RawBody): Promise<Uint8Array> {
  const read = raw({ type: () => true, limit: bytesMax, inflate: false });
  await new Promise<void>((resolve, reject) => {
    read(request, response, (error?: unknown) => {
      if (error === undefined) resolve();
      else reject(error instanceof Error ? error : new Error(String(error)));
    });
  });
  const body: unknown = request.body;
  return Buffer.isBuffer(body) ? body : Buffer.alloc(0);
}
