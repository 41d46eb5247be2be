import { Component } from '@angular/core';
import { RouterLink } from '@angular/router';

@Component({
  selector: 'app-not-found',
  imports: [RouterLink],
  template: `
    <h1>We can't find that page.</h1>
    <p class="muted">The address may be mistyped, or what was here is gone.</p>
    <p><a class="btn outline" routerLink="/create">Go to Create</a></p>
  `,
  styles: `
    :host { display: grid; align-content: center; justify-items: center; gap: 8px; min-height: 100%; padding: 24px; text-align: center; }
    .btn { margin-top: 12px; }
  `,
})
export class NotFound {}
