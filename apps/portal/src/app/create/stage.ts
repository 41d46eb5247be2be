import type { GenerationProgress } from '@vitrine/contracts';
import type { Turn } from './turn';

export interface Stage {
  readonly title: string;
  readonly detail: string;
  /** From 0 to 1, only when it was told; else null. */
  readonly done: number | null;
}

/** How far a wish is, in words; nothing here is a guess. */
export function stageOf(turn: Turn): Stage {
  if (turn.cut) return plain('The server went away', 'Looking again when it is back');
  if (turn.cancelling) return plain('Cancelling');
  if (turn.place === 'device') return plain('Drawing on this device');
  const progress = turn.generation?.progress;
  return progress ? toldStage(progress) : plain('Sending');
}

function toldStage({ stage, ahead, preview, previews }: GenerationProgress): Stage {
  switch (stage) {
    case 'waiting': return plain(ahead ? `Queued, ${ahead} ahead` : 'Queued');
    case 'drawing': return plain('Drawing');
    case 'refining': return refining(preview, previews);
    case 'saving': return plain('Saving');
  }
}

function refining(preview: number | null, previews: number | null): Stage {
  if (preview === null || previews === null) return plain('Refining detail');
  return { title: 'Refining detail', detail: `preview ${preview} of ${previews}`, done: preview / previews };
}

function plain(title: string, detail = ''): Stage {
  return { title, detail, done: null };
}
