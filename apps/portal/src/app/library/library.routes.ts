import type { Routes } from '@angular/router';
import { LibraryPage } from './library-page';

export const LIBRARY_ROUTES: Routes = [
  {
    path: '',
    component: LibraryPage,
    children: [
      { path: ':imageId', title: 'image.title', loadComponent: () => import('./lightbox/lightbox').then((m) => m.Lightbox) },
    ],
  },
];
