import type { LibraryImage, Place } from '../library-image';

let made = 0;

/** An image as the API or this device would tell it; each one is older than the one made before. */
export function anImage(given: Partial<LibraryImage> = {}, place: Place = 'library'): LibraryImage {
  made++;
  const filename = `0190b7f6-7c1e-7d7a-8a4b-${String(made).padStart(12, '0')}.${place === 'library' ? 'png' : 'webp'}`;
  return {
    filename, url: `/api/ai/images/${filename}`, thumbnailUrl: `/api/ai/images/${filename}?size=512`,
    prompt: `picture ${made}`, revisedPrompt: null, title: null, provider: 'sketch', model: 'sketch-1', quality: null,
    width: 1536, height: 1024, bytes: 2_400_000, mimeType: 'image/png', sha256: '0'.repeat(64), thumbhash: null,
    favorite: false, tags: [], source: 'generated', contentCredentials: false, generationId: null, conversationId: null,
    createdAt: new Date(Date.UTC(2026, 10, 22, 12) - made * 60_000).toISOString(), deletedAt: null, place,
    ...given,
  };
}
