import { clip, MODEL_MAX, PROMPT_MAX } from '@vitrine/contracts';
import * as z from 'zod';

export interface AdoptedWords {
  readonly prompt: string;
  readonly revisedPrompt: string | null;
  readonly model: string | null;
}

const WORDLESS = 'An image from before';

/** What programs write beside the images they keep; whatever else they say is left. */
const Sidecar = z.looseObject({
  prompt: z.string().optional().catch(undefined),
  description: z.string().optional().catch(undefined),
  caption: z.string().optional().catch(undefined),
  title: z.string().optional().catch(undefined),
  revisedPrompt: z.string().optional().catch(undefined),
  revised_prompt: z.string().optional().catch(undefined),
  model: z.string().optional().catch(undefined),
});

/** Of a `.json` or `.txt` beside the image. Null when it says nothing that could be a prompt. */
export function wordsOfSidecar(text: string, kind: 'json' | 'txt'): AdoptedWords | null {
  if (kind === 'txt') return words(text, undefined, undefined);
  const read = Sidecar.safeParse(parsed(text));
  if (!read.success) return null;
  const { prompt, description, caption, title, revisedPrompt, revised_prompt: revised, model } = read.data;
  return words(prompt ?? description ?? caption ?? title, revisedPrompt ?? revised, model);
}

/** `lighthouse-at_dusk (2).png` was a lighthouse at dusk; a name of digits and ids says nothing. */
export function wordsOfName(name: string): AdoptedWords {
  const said = name
    .replace(/\.[^.]+$/, '')
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/gi, ' ')
    .replace(/[^\p{L}\p{M}\p{N}']+/gu, ' ')
    .trim();
  const readable = said.split(' ').some((word) => /^\p{L}[\p{L}\p{M}']+$/u.test(word) && !/^(img|image|dsc|file|generated|untitled)$/i.test(word));
  return words(readable ? said : WORDLESS, undefined, undefined) ?? { prompt: WORDLESS, revisedPrompt: null, model: null };
}

function words(prompt: string | undefined, revisedPrompt: string | undefined, model: string | undefined): AdoptedWords | null {
  const text = clean(prompt);
  return text === null ? null : { prompt: text, revisedPrompt: clean(revisedPrompt), model: clip(clean(model) ?? '', MODEL_MAX) || null };
}

/** As a request's text must be: well-formed, without NUL, within the limit. Null when nothing is left. */
function clean(text: string | undefined): string | null {
  const cleaned = clip(text?.replaceAll('\u0000', '').trim().toWellFormed() ?? '', PROMPT_MAX);
  return cleaned === '' ? null : cleaned;
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\uFEFF/, ''));
  } catch {
    return null; // No JSON, so no words of it: the name of the image has to do.
  }
}
