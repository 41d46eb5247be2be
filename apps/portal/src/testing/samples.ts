import type { Generation, Image, Session } from '@vitrine/contracts';
import { type LibraryImage, inLibrary } from '../app/images/library-image';

export const MAYA = { id: '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f', email: 'maya@northwind.example', displayName: 'Maya Okafor', role: 'user', createdAt: '2026-11-01T10:00:00.000Z' } as const;
export const OLE = { ...MAYA, id: '0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d30', email: 'ole@northwind.example', displayName: 'Ole' } as const;

export function sessionOf(user: Session['user'] = MAYA, accessToken = 'token-1'): Session {
  return { accessToken, tokenType: 'Bearer', expiresIn: 600, signOutToken: `sign-out-${user.id}`, user };
}

export function image(part: Partial<Image> = {}): Image {
  const filename = part.filename ?? '0190b7f6-7c1e-7d7a-8a4b-000000000001.png';
  return {
    filename, url: `/api/ai/images/${filename}`, thumbnailUrl: `/api/ai/images/${filename}`, prompt: 'a lighthouse', revisedPrompt: null,
    title: null, provider: 'sketch', model: 'sketch-1', quality: null, width: 1024, height: 1024, bytes: 1000, mimeType: 'image/png',
    sha256: 'a'.repeat(64), thumbhash: null, favorite: false, tags: [], source: 'generated', contentCredentials: false,
    generationId: 'g1', conversationId: 'c1', createdAt: '2026-11-22T10:00:00.000Z', deletedAt: null, ...part,
  };
}

export function localImage(part: Partial<Image> = {}): LibraryImage {
  return { ...inLibrary(image(part)), place: 'device' };
}

export function generation(part: Partial<Generation> = {}): Generation {
  return {
    id: 'g1', conversationId: 'c1', prompt: 'a lighthouse', size: 'auto', quality: 'auto', background: 'auto', format: 'png', count: 1,
    status: 'queued', images: [], removedImages: 0, progress: null, problem: null, createdAt: '2026-11-22T10:00:00.000Z',
    startedAt: null, finishedAt: null, ...part,
  };
}
