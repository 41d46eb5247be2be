import type { Route, Routes } from '@angular/router';
import { signedInGuard } from './auth/signed-in-guard';
import { Shell } from './shell/shell';

/** Asked again when the person changes while such a page is open. */
const SIGNED_IN = { canActivate: [signedInGuard], runGuardsAndResolvers: 'always' } as const satisfies Route;

export const routes: Routes = [
  {
    path: 'sign-in',
    title: 'signIn.title',
    loadComponent: () => import('./auth/sign-in').then((m) => m.SignIn),
  },
  {
    path: 'sign-up',
    title: 'signUp.title',
    loadComponent: () => import('./auth/sign-up').then((m) => m.SignUp),
  },
  {
    path: '',
    component: Shell,
    children: [
      { path: '', pathMatch: 'full', redirectTo: 'create' },
      {
        path: 'create',
        title: 'shell.create',
        loadChildren: () => import('./create/create.routes').then((m) => m.CREATE_ROUTES),
      },
      {
        path: 'library',
        title: 'shell.library',
        loadChildren: () => import('./library/library.routes').then((m) => m.LIBRARY_ROUTES),
      },
      {
        path: 'albums',
        title: 'albums.title',
        ...SIGNED_IN,
        loadComponent: () => import('./albums/albums-page').then((m) => m.AlbumsPage),
      },
      {
        path: 'trash',
        title: 'shell.trash',
        ...SIGNED_IN,
        loadComponent: () => import('./trash/trash-page').then((m) => m.TrashPage),
      },
      {
        path: 'account',
        title: 'shell.account',
        ...SIGNED_IN,
        loadComponent: () => import('./account/account').then((m) => m.Account),
      },
      {
        path: '**',
        title: 'title.notFound',
        loadComponent: () => import('./shell/not-found').then((m) => m.NotFound),
      },
    ],
  },
];
