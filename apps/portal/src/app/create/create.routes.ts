import type { Routes, UrlMatcher, UrlSegment } from '@angular/router';
import { chatGuard } from './chat-guard';
import { Create } from './create';

/** One page for both addresses: a new chat that gets its id goes on where it is. */
const chat: UrlMatcher = (segments: UrlSegment[]) => {
  const [id, ...rest] = segments;
  if (rest.length > 0) return null;
  return { consumed: segments, posParams: id ? { chatId: id } : {} };
};

export const CREATE_ROUTES: Routes = [{ matcher: chat, component: Create, canActivate: [chatGuard], runGuardsAndResolvers: 'always' }];
