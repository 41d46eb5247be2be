import type { GenerationEvent } from '@vitrine/contracts';
import { createParser } from 'eventsource-parser';

const EVENTS: readonly string[] = ['queued', 'running', 'partial', 'saved', 'done', 'failed'] satisfies GenerationEvent['event'][];

/** Takes a growing text and tells each event once. What is no event of ours (a comment that keeps the line open) is passed over. */
export function eventTeller(tell: (event: GenerationEvent) => void): (textSoFar: string) => void {
  const parser = createParser({
    onEvent: ({ event, data }) => {
      if (event !== undefined && EVENTS.includes(event)) tell({ event, data: JSON.parse(data) as unknown } as GenerationEvent);
    },
  });
  let read = 0;
  return (textSoFar) => {
    parser.feed(textSoFar.slice(read));
    read = textSoFar.length;
  };
}
