import { inject } from '@angular/core';
import { type CanActivateFn, RedirectCommand, Router } from '@angular/router';
import { Session } from './session';

/** Pages of an account: a guest is asked to sign in and comes back to where they wanted to go. */
export const signedInGuard: CanActivateFn = async (_route, state) => {
  const session = inject(Session);
  const router = inject(Router);
  await session.ready;
  if (session.owner()) return true;
  return new RedirectCommand(router.createUrlTree(['/sign-in'], { queryParams: { next: state.url } }));
};
