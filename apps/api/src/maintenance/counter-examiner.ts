import { Injectable } from '@nestjs/common';
import { CounterRepository, type Miscount } from '../images/counter.repository';
import type { CounterFinding } from './finding';

/** Whether what is counted where it changes is what there is to count. */
@Injectable()
export class CounterExaminer {
  constructor(private readonly counters: CounterRepository) {}

  async all(): Promise<CounterFinding[]> {
    return (await this.counters.miscounts()).map(findingOf);
  }

  /** The counter as it is now. Null when it is right. */
  async again({ miscount: { table, id } }: CounterFinding): Promise<CounterFinding | null> {
    return (await this.all()).find(({ miscount }) => miscount.table === table && miscount.id === id) ?? null;
  }
}

function findingOf(miscount: Miscount): CounterFinding {
  return { about: 'counter', kind: 'miscounted', path: `${miscount.table}/${miscount.id}`, detail: miscount.detail, owner: miscount.owner, miscount };
}
