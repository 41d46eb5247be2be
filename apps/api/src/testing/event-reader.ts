import { createParser, type EventSourceMessage } from 'eventsource-parser';

export interface ReadEvent {
  readonly id?: string | undefined;
  readonly event: string | undefined;
  readonly data: unknown;
}

/** Reads an answer of server-sent events as they come. */
export class EventReader {
  private readonly events: EventSourceMessage[] = [];
  private readonly parser = createParser({ onEvent: (event) => this.events.push(event) });
  private readonly reader: ReadableStreamDefaultReader<Uint8Array>;
  private readonly decoder = new TextDecoder();

  constructor(response: Response) {
    if (!response.body) throw new Error('an answer of events has a body');
    this.reader = response.body.getReader();
  }

  /** Undefined when there are no more. */
  async next(): Promise<ReadEvent | undefined> {
    for (;;) {
      const message = this.events.shift();
      if (message) return { id: message.id, event: message.event, data: JSON.parse(message.data) as unknown };
      const { value, done } = await this.reader.read();
      if (done) return undefined;
      this.parser.feed(this.decoder.decode(value, { stream: true }));
    }
  }

  /** All up to the first of that name, that one included. */
  async until(name: string): Promise<ReadEvent[]> {
    const seen: ReadEvent[] = [];
    for (;;) {
      const event = await this.next();
      if (!event) throw new Error(`it ended before ${name}, after ${seen.map((one) => one.event).join()}`);
      seen.push(event);
      if (event.event === name) return seen;
    }
  }

  leave(): Promise<void> {
    return this.reader.cancel();
  }
}
