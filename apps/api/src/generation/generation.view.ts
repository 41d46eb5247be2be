import type { Generation, GenerationProgress, Image } from '@vitrine/contracts';
import type { GenerationRow } from '../database/schema';
import type { LiveGeneration } from './generation-events';
import { readProblem } from './stored-problem';

/** What the row does not know of a generation under way. */
export interface Circumstances {
  /** How many begin before it. */
  readonly ahead: number | null;
  readonly live: LiveGeneration | null;
}

/** A row as its owner is shown it. The columns hold what the schema let in. */
export function toGeneration(row: GenerationRow, images: readonly Image[], circumstances: Circumstances): Generation {
  return {
    id: row.id,
    conversationId: row.conversation_id,
    prompt: row.prompt,
    size: row.size as Generation['size'],
    quality: row.quality as Generation['quality'],
    background: row.background as Generation['background'],
    format: row.format as Generation['format'],
    count: row.count,
    status: row.status,
    images: [...images],
    removedImages: Math.max(0, row.images_made - images.length),
    progress: progressOf(row, circumstances),
    problem: row.problem === null ? null : readProblem(row.problem).toProblem(row.id),
    createdAt: new Date(row.created_at).toISOString(),
    startedAt: isoOf(row.started_at),
    finishedAt: isoOf(row.finished_at),
  };
}

function progressOf({ status }: GenerationRow, { ahead, live }: Circumstances): GenerationProgress | null {
  if (status === 'queued') return { stage: 'waiting', ahead: ahead ?? 0, preview: null, previews: null };
  return status === 'running' ? { stage: live?.stage ?? 'drawing', ahead: null, ...numberOf(live) } : null;
}

function numberOf(live: LiveGeneration | null): Pick<GenerationProgress, 'preview' | 'previews'> {
  return live?.preview ? { preview: live.preview.index + 1, previews: live.preview.of } : { preview: null, previews: null };
}

function isoOf(time: number | null): string | null {
  return time === null ? null : new Date(time).toISOString();
}
