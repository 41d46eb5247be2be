import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';

const KEY = 'vitrine.v1.session';

/** Whose session this browser may hold: enough to ask for it, to greet, and to find this person's copies here. */
export interface Owner {
  readonly id: string;
  readonly displayName: string;
}

/** The note that a refresh cookie may exist (scripts cannot see it). No secret is in it. */
@Injectable({ providedIn: 'root' })
export class SessionMarker {
  private readonly storage = inject(DOCUMENT).defaultView?.localStorage;

  read(): Owner | null {
    try {
      const note: unknown = JSON.parse(this.storage?.getItem(KEY) ?? 'null');
      return isOwner(note) ? note : null;
    } catch {
      return null; // altered by hand or not readable: as good as none
    }
  }

  write({ id, displayName }: Owner): void {
    this.storage?.setItem(KEY, JSON.stringify({ id, displayName }));
  }

  clear(): void {
    this.storage?.removeItem(KEY);
  }
}

function isOwner(note: unknown): note is Owner {
  return typeof note === 'object' && note !== null && 'id' in note && 'displayName' in note
    && typeof note.id === 'string' && typeof note.displayName === 'string';
}
