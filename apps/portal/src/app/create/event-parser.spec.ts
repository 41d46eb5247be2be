import { describe, expect, it } from '@jest/globals';
import type { GenerationEvent } from '@vitrine/contracts';
import { generation } from '../../testing/samples';
import { eventTeller } from './event-parser';

const stream = `: hello\n\nevent: queued\ndata: ${JSON.stringify(generation())}\n\nevent: ping\ndata: 1\n\nevent: done\ndata: ${JSON.stringify(generation({ status: 'succeeded' }))}\n\n`;

describe('the event stream', () => {
  it('tells each event once, wherever the text is cut', () => {
    for (let cut = 0; cut <= stream.length; cut += 7) {
      const told: GenerationEvent[] = [];
      const read = eventTeller((event) => told.push(event));
      read(stream.slice(0, cut));
      read(stream);
      expect(told.map(({ event }) => event)).toEqual(['queued', 'done']);
    }
  });
});
