import { Component, inject } from '@angular/core';
import { RouterLink } from '@angular/router';
import { Words } from '../i18n/words';
import { Icon } from './icon';

@Component({
  selector: 'app-not-found',
  imports: [Icon, RouterLink],
  template: `
    <app-icon name="image-off" [size]="32" />
    <h1 class="say">{{ t('notFound.title') }}</h1>
    <p class="muted">{{ t('notFound.text') }}</p>
    <p><a class="btn outline" routerLink="/create">{{ t('notFound.go') }}</a></p>
  `,
  styles: `
    :host { display: grid; align-content: center; justify-items: center; gap: 8px; min-height: 100%; padding: 24px; text-align: center; }
    app-icon { margin-bottom: 4px; color: var(--mat-sys-on-surface-variant); }
    .say { font: var(--mat-sys-title-large); letter-spacing: -0.01em; }
    .btn { margin-top: 12px; }
  `,
})
export class NotFound {
  protected readonly t = inject(Words).t;
}
