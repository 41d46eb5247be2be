import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';

export const PLAN_KEY = 'vitrine.v1.handover';

interface Plan {
  readonly owner: string;
  readonly filenames: readonly string[];
}

/** What somebody chose to add and is not added yet: a tab that was closed midway goes on from here, for them alone. */
@Injectable({ providedIn: 'root' })
export class HandoverPlan {
  private readonly view = inject(DOCUMENT).defaultView;

  of(owner: string): readonly string[] {
    const plan = this.read();
    return plan?.owner === owner ? plan.filenames : [];
  }

  add(owner: string, filenames: readonly string[]): void {
    this.write({ owner, filenames: [...new Set([...this.of(owner), ...filenames])] });
  }

  settle(owner: string, filename: string): void {
    this.write({ owner, filenames: this.of(owner).filter((name) => name !== filename) });
  }

  clear(): void {
    this.storage((storage) => { storage.removeItem(PLAN_KEY); });
  }

  private read(): Plan | null {
    try {
      const plan: unknown = JSON.parse(this.view?.localStorage.getItem(PLAN_KEY) ?? 'null');
      return isPlan(plan) ? plan : null;
    } catch {
      return null; // altered by hand or not readable: then the person is asked again
    }
  }

  private write(plan: Plan): void {
    if (plan.filenames.length === 0) this.clear();
    else this.storage((storage) => { storage.setItem(PLAN_KEY, JSON.stringify(plan)); });
  }

  private storage(use: (storage: Storage) => void): void {
    try {
      if (this.view) use(this.view.localStorage);
    } catch {
      return; // no room, or nothing may be kept: then a closed tab means to be asked again
    }
  }
}

function isPlan(value: unknown): value is Plan {
  const { owner, filenames } = Object(value) as Partial<Record<keyof Plan, unknown>>;
  return typeof owner === 'string' && Array.isArray(filenames) && filenames.every((name) => typeof name === 'string');
}
