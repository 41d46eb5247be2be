import type { Routes } from '@angular/router';
import { signedInGuard } from './auth/signed-in-guard';
import { Shell } from './shell/shell';

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
        canActivate: [signedInGuard],
        loadComponent: () => import('./albums/albums-page').then((m) => m.AlbumsPage),
      },
      {
        path: 'trash',
        title: 'shell.trash',
        canActivate: [signedInGuard],
        loadComponent: () => import('./trash/trash-page').then((m) => m.TrashPage),
      },
      {
        path: 'account',
        title: 'shell.account',
        canActivate: [signedInGuard],
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
