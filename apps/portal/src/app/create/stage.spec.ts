import { describe, expect, it } from '@jest/globals';
import { TestBed } from '@angular/core/testing';
import type { GenerationProgress } from '@vitrine/contracts';
import { generation } from '../../testing/samples';
import { Words } from '../i18n/words';
import { stageOf } from './stage';
import { turnOf } from './turn';

const t = () => TestBed.inject(Words).t;

function turn(progress: Partial<GenerationProgress>) {
  return turnOf(generation({ status: 'running', progress: { stage: 'drawing', ahead: null, preview: null, previews: null, ...progress } }));
}

describe('how far a wish is', () => {
  it.each([
    [{ stage: 'waiting', ahead: 2 }, 'Queued, 2 ahead', ''],
    [{ stage: 'waiting', ahead: 0 }, 'Queued', ''],
    [{ stage: 'drawing' }, 'Drawing', ''],
    [{ stage: 'refining', preview: 2, previews: 3 }, 'Refining detail', 'preview 2 of 3'],
    [{ stage: 'saving' }, 'Saving', ''],
  ] as const)('%j is "%s" "%s"', (progress, title, detail) => {
    expect(stageOf(turn(progress), t())).toMatchObject({ title, detail });
  });

  it('is a share of the whole only when the server told both numbers', () => {
    expect(stageOf(turn({ stage: 'refining', preview: 2, previews: 4 }), t()).done).toBe(0.5);
    expect(stageOf(turn({ stage: 'refining' }), t()).done).toBeNull();
    expect(stageOf(turn({ stage: 'drawing' }), t()).done).toBeNull();
  });

  it('is not known while the server is away', () => {
    expect(stageOf({ ...turn({}), cut: true }, t()).title).toBe('The server went away');
  });
});
