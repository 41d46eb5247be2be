import { APP_BASE_HREF } from '@angular/common';
import { provideHttpClient, withInterceptors } from '@angular/common/http';
import { type ApplicationConfig, inject, provideAppInitializer, provideBrowserGlobalErrorListeners } from '@angular/core';
import { PreloadAllModules, provideRouter, TitleStrategy, withComponentInputBinding, withInMemoryScrolling, withPreloading } from '@angular/router';
import { busyInterceptor } from './api/busy-interceptor';
import { connectionInterceptor } from './api/connection-interceptor';
import { routes } from './app.routes';
import { Session } from './auth/session';
import { sessionInterceptor } from './auth/session-interceptor';
import { provideHandover } from './handover/provide-handover';
import { Words } from './i18n/words';
import { FORGET_LOCAL_COPIES } from './images/sign-out-task';
import { provideOffline } from './offline/provide-offline';
import { provideFetchAhead } from './shell/fetch-ahead';
import { Titles } from './shell/titles';

export const appConfig: ApplicationConfig = {
  providers: [
    provideBrowserGlobalErrorListeners(),
    // In place of a base element, which the content security policy forbids.
    { provide: APP_BASE_HREF, useValue: '/' },
    provideRouter(routes, withComponentInputBinding(), withInMemoryScrolling({ scrollPositionRestoration: 'disabled' }), withPreloading(PreloadAllModules)),
    provideHttpClient(withInterceptors([sessionInterceptor, busyInterceptor, connectionInterceptor])),
    { provide: TitleStrategy, useClass: Titles },
    FORGET_LOCAL_COPIES,
    provideHandover(),
    provideFetchAhead(),
    provideOffline(),
    provideAppInitializer(() => inject(Words).start()),
    // Begun, not awaited: the frame is drawn at once, and what needs to know waits for `session.ready`.
    provideAppInitializer(() => { void inject(Session).start(); }),
  ],
};
