import { Component } from '@angular/core';
import { LanguageSwitch } from '../i18n/language-switch';
import { Brand } from '../shell/brand';

/** The page around a form for coming in: the form, and beside it a wall of pictures that are nobody's. */
@Component({
  selector: 'app-auth-page',
  imports: [Brand, LanguageSwitch],
  template: `
    <main>
      <app-brand />
      <div class="form"><ng-content /></div>
      <app-language-switch />
    </main>
    <div class="wall" aria-hidden="true"></div>
  `,
  styles: `
    :host { display: grid; grid-template-columns: 1fr; min-height: 100dvh; }
    main { display: grid; grid-template-rows: auto 1fr auto; padding: 32px 40px; }
    .form { align-self: center; justify-self: center; width: 100%; max-width: 478px; padding: 32px 0 56px; }
    .wall { display: none; background: #0b0d0c; }
    @media (min-width: 1024px) {
      :host { grid-template-columns: 1fr 1.15fr; }
      .wall {
        display: block;
        position: sticky;
        top: 0;
        height: 100dvh;
        background: linear-gradient(90deg, rgb(11 13 12 / 0.35), rgb(11 13 12 / 0) 30%), #0b0d0c url('/wall.avif') center / cover;
      }
    }
    @media (max-width: 599.98px) {
      main { padding: 20px 16px; }
      .form { align-self: start; padding-top: 40px; }
    }
  `,
})
export class AuthPage {}
