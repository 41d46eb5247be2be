import { saysFinished } from './openai-event-status';

/** Of images that are not the result, or not yet. */
export const PREVIEW_WORDS = /partial|preview|progress|thumb|logo|icon/i;
/** Progress may end in the result. */
const FINISHED_PREVIEW_WORDS = /partial|preview|thumb|logo|icon/i;
const KIND_FIELDS = ['type', 'kind', 'event', 'object'];

/** Whether an event or an item calls itself a preview, a thumbnail or the like. */
export function isPreview(value: unknown): boolean {
  if (typeof value !== 'object' || value === null) return false;
  const words = saysFinished(value) ? FINISHED_PREVIEW_WORDS : PREVIEW_WORDS;
  return KIND_FIELDS.some((name) => {
    const kind: unknown = Reflect.get(value, name);
    return typeof kind === 'string' && words.test(kind);
  });
}
