import { computed, effect, inject, type Signal, untracked } from '@angular/core';
import { Router } from '@angular/router';
import type { Entry } from './entry';
import { nextPath } from './next-path';
import { Session } from './session';

/**
 * On a page for signing in: goes on as after signing in, once somebody has signed in in another tab. Who was signed in when
 * the page was opened does not count: the page is also there to sign in as somebody else.
 */
export function goOnWhenSignedIn(next: Signal<string | undefined>, entry: Entry): void {
  const [session, router] = [inject(Session), inject(Router)];
  /** Undefined until it is known. */
  const owner = computed(() => (session.status() === 'starting' ? undefined : session.owner()?.id ?? null));
  const isIdle = computed(() => !entry.busy() && !entry.succeeded());
  let before: string | null | undefined;
  effect(() => {
    const now = owner();
    if (now === undefined) return;
    if (before === undefined || now === null) before = now;
    if (now !== before && session.status() === 'signed-in' && isIdle()) untracked(() => void router.navigateByUrl(nextPath(next())));
  });
}
