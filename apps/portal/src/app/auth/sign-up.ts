import { DISPLAY_NAME_MAX, EMAIL_MAX, PASSWORD_MAX, PASSWORD_MIN } from '@vitrine/contracts/limits';
import { Component, inject, input, viewChild } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { Router, RouterLink } from '@angular/router';
import { NeedsServer } from '../api/needs-server';
import { Arrival } from '../handover/provide-handover';
import { Words } from '../i18n/words';
import { AuthPage } from './auth-page';
import { AwayNote } from './away-note';
import { DeviceNote } from './device-note';
import { Entry, type EntryTexts } from './entry';
import { ErrorSummary } from './error-summary';
import { Field } from './field';
import { goOnWhenSignedIn } from './go-on-when-signed-in';
import { nextPath } from './next-path';
import { Session } from './session';

const TEXTS = {
  fields: {
    email: { required: 'auth.needEmail', email: 'auth.badEmail' },
    password: { required: 'auth.choosePassword', minlength: 'auth.passwordMin', maxlength: 'auth.passwordMax' },
  },
  kinds: {
    'email-taken': 'auth.taken',
    forbidden: 'auth.closed',
  },
} as const satisfies EntryTexts;

@Component({
  selector: 'app-sign-up',
  imports: [AuthPage, AwayNote, DeviceNote, ErrorSummary, Field, NeedsServer, ReactiveFormsModule, RouterLink],
  templateUrl: './sign-up.html',
  styleUrl: './auth-form.css',
})
export class SignUp {
  protected readonly t = inject(Words).t;
  readonly next = input<string>();
  private readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly arrival = inject(Arrival);
  private readonly summary = viewChild(ErrorSummary);
  protected readonly form = inject(NonNullableFormBuilder).group({
    displayName: ['', Validators.maxLength(DISPLAY_NAME_MAX)],
    email: ['', [Validators.required, Validators.email, Validators.maxLength(EMAIL_MAX)]],
    password: ['', [Validators.required, Validators.minLength(PASSWORD_MIN), Validators.maxLength(PASSWORD_MAX)]],
  });
  protected readonly entry = new Entry(this.form, TEXTS, this.summary);
  protected readonly passwordMin = PASSWORD_MIN;
  protected readonly nameMax = DISPLAY_NAME_MAX;

  constructor() {
    goOnWhenSignedIn(this.next, this.entry);
  }

  protected async submit(): Promise<void> {
    const { displayName, email, password } = this.form.getRawValue();
    const named = displayName.trim() ? { displayName: displayName.trim() } : {};
    const entered = await this.entry.attempt(() => this.session.signUp({ email, password, ...named }));
    if (!entered) return;
    await this.router.navigateByUrl(nextPath(this.next()));
    await this.arrival.greet();
  }
}
