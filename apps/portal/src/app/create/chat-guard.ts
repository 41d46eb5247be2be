import type { CanActivateFn } from '@angular/router';
import { signedInGuard } from '../auth/signed-in-guard';

/** A new chat is anyone's; one with an id is kept for an account. */
export const chatGuard: CanActivateFn = (route, state) =>
  route.paramMap.has('chatId') ? signedInGuard(route, state) : true;
