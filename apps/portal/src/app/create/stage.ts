import type { GenerationProgress } from '@vitrine/contracts';
import type { Say } from '../i18n/words';
import type { Turn } from './turn';

export interface Stage {
  readonly title: string;
  readonly detail: string;
  /** From 0 to 1, only when it was told; else null. */
  readonly done: number | null;
}

/** How far a wish is, in words; nothing here is a guess. */
export function stageOf(turn: Turn, t: Say): Stage {
  if (turn.cut) return plain(t('stage.away'), t('stage.lookingAgain'));
  if (turn.cancelling) return plain(t('stage.cancelling'));
  if (turn.place === 'device') return plain(t('stage.here'));
  const progress = turn.generation?.progress;
  return progress ? toldStage(progress, t) : plain(t('stage.sending'));
}

function toldStage({ stage, ahead, preview, previews }: GenerationProgress, t: Say): Stage {
  switch (stage) {
    case 'waiting': return plain(ahead ? t('stage.queuedAhead', { ahead }) : t('stage.queued'));
    case 'drawing': return plain(t('stage.drawing'));
    case 'refining': return refining(preview, previews, t);
    case 'saving': return plain(t('stage.saving'));
  }
}

function refining(preview: number | null, previews: number | null, t: Say): Stage {
  if (preview === null || previews === null) return plain(t('stage.refining'));
  return { title: t('stage.refining'), detail: t('stage.preview', { preview, previews }), done: preview / previews };
}

function plain(title: string, detail = ''): Stage {
  return { title, detail, done: null };
}
