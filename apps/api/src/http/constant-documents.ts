import { extname } from 'node:path';
import type { NextFunction, Request, Response } from 'express';
import { type MemoryFile, memoryFileOf } from './memory-files';
import { sendMemoryFile } from './send-memory-file';

/** Keeps what is first sent for each address, compressed: for documents that are the same for everybody as long as the process lives. */
export function constantDocuments(): (request: Request, response: Response, next: NextFunction) => void {
  const documents = new Map<string, MemoryFile>();
  return (request, response, next) => {
    const [address = ''] = request.originalUrl.split('?', 1);
    const known = documents.get(address);
    if (known && (request.method === 'GET' || request.method === 'HEAD')) {
      sendMemoryFile(request, response, known);
      return;
    }
    const send = response.send.bind(response);
    response.send = (body: unknown) => {
      if (typeof body !== 'string' || response.statusCode !== 200) return send(body);
      const document = memoryFileOf(Buffer.from(body), extname(address) || '.html');
      documents.set(address, document);
      sendMemoryFile(request, response, document);
      return response;
    };
    next();
  };
}
