import { signal } from '@angular/core';
import type { Provider } from '@angular/core';
import { Connection } from '../../api/connection';
import { Session } from '../../auth/session';
import type { SessionStatus } from '../../auth/session-status';
import { Journal } from '../../shell/journal';

/** Who is signed in and whether the server is there, as the spec says. */
export function someone(id: string | null) {
  const status = signal<SessionStatus>(id === null ? 'guest' : 'signed-in');
  const owner = signal(id === null ? null : { id, displayName: id });
  const reachable = signal(true);
  const lines: string[] = [];
  const providers: Provider[] = [
    { provide: Session, useValue: { status, owner, user: owner, ready: Promise.resolve() } },
    { provide: Connection, useValue: { reachable } },
    { provide: Journal, useValue: { note: (line: string) => { lines.push(line); } } },
  ];
  return {
    providers, reachable, status, lines,
    become: (next: string | null) => {
      owner.set(next === null ? null : { id: next, displayName: next });
      status.set(next === null ? 'guest' : 'signed-in');
    },
  };
}
