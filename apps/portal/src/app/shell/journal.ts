import { Injectable, isDevMode } from '@angular/core';

/** What the portal tells whoever looks over its shoulder: the console, at debug level in production. */
@Injectable({ providedIn: 'root' })
export class Journal {
  note(line: string): void {
    if (isDevMode()) console.log(line); // eslint-disable-line no-console -- this is the one place that writes to the console
    else console.debug(line); // eslint-disable-line no-console -- as above, hidden unless asked for
  }
}
