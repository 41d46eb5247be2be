import { describe, expect, it } from '@jest/globals';
import { GenerateImage } from '@vitrine/contracts';
import { capabilitiesOf, OPENAI_DEFAULT_MODEL, refuseWhatTheModelCannotDo, retiredSince } from './model-capabilities';

const asked = (fields: Partial<GenerateImage>): GenerateImage => ({ ...GenerateImage.parse({ prompt: 'a cat' }), ...fields });

describe('what a model can do', () => {
  it('takes every default, whatever the model', () => {
    for (const model of [OPENAI_DEFAULT_MODEL, 'sketch-1', 'gpt-image-2', 'someone-elses-model']) {
      expect(refuseWhatTheModelCannotDo(model, asked({}))).toEqual([]);
    }
  });

  it('refuses a transparent background by name where the model has none', () => {
    for (const model of ['sketch-1', 'gpt-image-2', 'gpt-image-2-2026-04-21']) {
      expect(refuseWhatTheModelCannotDo(model, asked({ background: 'transparent' }))).toEqual([
        { field: 'background', detail: `must be auto or opaque for ${model}` },
      ]);
    }
  });

  it('takes a transparent png and webp, and refuses a transparent jpeg', () => {
    const fields = (format: GenerateImage['format']) =>
      refuseWhatTheModelCannotDo(OPENAI_DEFAULT_MODEL, asked({ background: 'transparent', format })).map(({ field }) => field);
    expect([fields('png'), fields('webp'), fields('jpeg')]).toEqual([[], [], ['background']]);
  });

  it('names every field that is wrong, and each once', () => {
    const wrong = { ...asked({ background: 'transparent', format: 'jpeg', count: 9 }), size: '1x1' as '1024x1024' };
    expect(refuseWhatTheModelCannotDo('sketch-1', wrong).map(({ field }) => field)).toEqual(['size', 'background', 'count']);
  });

  it('refuses nothing of a model it does not know', () => {
    expect(refuseWhatTheModelCannotDo('flux.1-dev', asked({ background: 'transparent', format: 'jpeg' }))).toEqual([]);
  });

  it('knows a snapshot by its model', () => {
    expect(capabilitiesOf('gpt-image-2.5-flare-2026-09-08')).toBe(capabilitiesOf('gpt-image-2.5-flare'));
  });

  it('knows which models are gone', () => {
    expect([retiredSince('gpt-image-1'), retiredSince('dall-e-3'), retiredSince(OPENAI_DEFAULT_MODEL)]).toEqual(['2026-10-23', '2026-05-12', null]);
    expect(capabilitiesOf('dall-e-3')).toBeNull();
  });
});
