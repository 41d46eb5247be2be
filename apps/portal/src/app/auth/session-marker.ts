import { DOCUMENT } from '@angular/common';
import { inject, Injectable } from '@angular/core';

const KEY = 'vitrine.v1.session';

/** Whose session this browser may hold: enough to ask for it, to greet, and to find this person's copies here. */
export interface Owner {
  readonly id: string;
  readonly displayName: string;
}

/** The note that a refresh cookie may exist (scripts cannot see it). The only secret in it can end this session and nothing else. */
@Injectable({ providedIn: 'root' })
export class SessionMarker {
  private readonly storage = storageOf(inject(DOCUMENT).defaultView);

  read(): Owner | null {
    const note = this.parsed();
    return isOwner(note) ? { id: note.id, displayName: note.displayName } : null;
  }

  /** Null in a note that an older portal left. */
  signOutToken(): string | null {
    const note: unknown = this.parsed();
    return typeof note === 'object' && note !== null && 'signOutToken' in note && typeof note.signOutToken === 'string' ? note.signOutToken : null;
  }

  /** Where there is no room for it, none is left: it would be of somebody before. */
  write({ id, displayName }: Owner, signOutToken: string): void {
    try {
      this.storage?.setItem(KEY, JSON.stringify({ id, displayName, signOutToken }));
    } catch {
      this.clear();
    }
  }

  clear(): void {
    this.storage?.removeItem(KEY);
  }

  private parsed(): unknown {
    try {
      return JSON.parse(this.storage?.getItem(KEY) ?? 'null');
    } catch {
      return null; // altered by hand or not readable: as good as none
    }
  }
}

export function isSameOwner(one: Owner | null, other: Owner | null): boolean {
  return one?.id === other?.id && one?.displayName === other?.displayName;
}

export function storageOf(view: Window | null): Storage | null {
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
