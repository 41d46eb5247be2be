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
  private readonly storage = storageOf(inject(DOCUMENT).defaultView);

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

function storageOf(view: Window | null): Storage | null {
  try {
    return view?.localStorage ?? null;
  } catch {
    return null; // the person lets no page keep anything: then a session lasts as long as its page
  }
}

function isOwner(note: unknown): note is Owner {
  return typeof note === 'object' && note !== null && 'id' in note && 'displayName' in note
    && typeof note.id === 'string' && typeof note.displayName === 'string';
}
