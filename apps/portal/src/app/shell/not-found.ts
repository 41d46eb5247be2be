import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Words } from '../i18n/words';

@Component({
  selector: 'app-not-found',
  imports: [RouterLink],
  template: `
    <h1>{{ t('notFound.title') }}</h1>
    <p class="muted">{{ t('notFound.text') }}</p>
    <p><a class="btn outline" routerLink="/create">{{ t('notFound.go') }}</a></p>
  `,
  styles: `
    :host { display: grid; align-content: center; justify-items: center; gap: 8px; min-height: 100%; padding: 24px; text-align: center; }
    .btn { margin-top: 12px; }
  `,
})
export class NotFound {
  protected readonly t = inject(Words).t;
}
