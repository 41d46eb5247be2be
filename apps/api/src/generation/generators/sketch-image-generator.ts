import { sketch, SKETCH_MODEL, SKETCH_PROVIDER } from '@vitrine/sketch';
import sharp from 'sharp';
import { subjectOf } from '../../images/prompt-subject';
import { GenerationFailure } from './generation-failure';
import { type GeneratedImages, type GenerationOptions, type GenerationRequest, ImageGenerator } from './image-generator';

const SQUARE = { width: 1024, height: 1024 };
const PIXELS: Record<GenerationRequest['size'], { width: number; height: number }> = {
  auto: SQUARE,
  '1024x1024': SQUARE,
  '1536x1024': { width: 1536, height: 1024 },
  '1024x1536': { width: 1024, height: 1536 },
};

/** Draws by rule, on this machine: no model, no network, no cost. */
export class SketchImageGenerator extends ImageGenerator {
  override readonly model = SKETCH_MODEL;
  override readonly provider = SKETCH_PROVIDER;

  override async generate(request: GenerationRequest, { signal }: GenerationOptions = {}): Promise<GeneratedImages> {
    const images = [];
    for (let index = 0; index < request.count; index += 1) {
      stopIfAsked(signal);
      images.push({ bytes: await draw(request, index), revisedPrompt: null });
    }
    stopIfAsked(signal);
    return { images, model: this.model, provider: this.provider, requestId: null, usage: null };
  }
}

async function draw({ prompt, size, format, seed }: GenerationRequest, index: number): Promise<Uint8Array> {
  const chosen = index === 0 ? seed : `${String(seed ?? '')}#${String(index)}`;
  try {
    const svg = sketch(subjectOf(prompt), { ...PIXELS[size], ...(chosen === undefined ? {} : { seed: chosen }) });
    return await sharp(Buffer.from(svg)).removeAlpha().toFormat(format, format === 'png' ? {} : { quality: 90 }).toBuffer();
  } catch (error) {
    const detail = `the sketch could not be drawn: ${error instanceof Error ? error.name : 'unknown'}`;
    throw new GenerationFailure({ kind: 'failed' }, { outcomeKnown: true, detail });
  }
}

function stopIfAsked(signal: AbortSignal | undefined): void {
  if (!signal?.aborted) return;
  throw new GenerationFailure({ kind: 'cancelled' }, { outcomeKnown: true, detail: 'cancelled while drawing' });
}
