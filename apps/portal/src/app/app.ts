import { Component, signal } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { LoadingNote } from './shell/loading-note';

@Component({
  selector: 'app-root',
  imports: [LoadingNote, RouterOutlet],
  template: `
    @if (!started()) { <app-loading-note /> }
    <router-outlet (activate)="started.set(true)" />
  `,
})
export class App {
  /** False while the first page waits for who is signed in, or for its script. */
  protected readonly started = signal(false);
}
