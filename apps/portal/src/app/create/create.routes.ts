import type { Routes } from '@angular/router';
import { Create } from './create';

export const CREATE_ROUTES: Routes = [
  { path: '', component: Create },
  { path: ':chatId', component: Create },
];
