import { imageFileName } from '@vitrine/contracts/file-name';

const LEAD_IN = /^(?:please\s+)?(?:create|draw|make|generate)\s+(?:an?\s+|the\s+)?(?:image|picture)\s+of\s+(?:an?\s+|the\s+)?/i;

interface Named {
  readonly filename: string;
  readonly prompt: string;
  readonly createdAt: string;
  readonly title?: string | null;
}

/** A name a person can find again: `2026-11-22_lighthouse-at-dusk.png`. */
export function downloadNameOf(image: Named): string {
  const at = new Date(image.createdAt);
  const day = [at.getFullYear(), at.getMonth() + 1, at.getDate()].map((part) => String(part).padStart(2, '0')).join('-');
  const extension = image.filename.slice(image.filename.lastIndexOf('.') + 1);
  return imageFileName(image.title ?? image.prompt.trim().replace(LEAD_IN, ''), day, extension);
}
