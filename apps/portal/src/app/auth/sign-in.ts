import { Component, inject, input, viewChild } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { Router, RouterLink } from '@angular/router';
import { Arrival } from '../handover/provide-handover';
import { Icon } from '../shell/icon';
import { AuthPage } from './auth-page';
import { DeviceNote } from './device-note';
import { Entry } from './entry';
import { ErrorSummary } from './error-summary';
import { Field } from './field';
import { nextPath } from './next-path';
import { Session } from './session';

/** It never says whether an address has an account. */
const TEXTS = {
  fields: {
    email: { required: 'Enter your email.', email: 'Enter an email such as name@example.com.' },
    password: { required: 'Enter your password.' },
  },
  kinds: { unauthenticated: 'Email or password is not right.' },
};

@Component({
  selector: 'app-sign-in',
  imports: [AuthPage, DeviceNote, ErrorSummary, Field, Icon, ReactiveFormsModule, RouterLink],
  templateUrl: './sign-in.html',
  styleUrl: './auth-form.css',
})
export class SignIn {
  readonly next = input<string>();
  protected readonly session = inject(Session);
  private readonly router = inject(Router);
  private readonly arrival = inject(Arrival);
  private readonly summary = viewChild(ErrorSummary);
  protected readonly form = inject(NonNullableFormBuilder).group({
    email: ['', [Validators.required, Validators.email]],
    password: ['', Validators.required],
  });
  protected readonly entry = new Entry(this.form, TEXTS, this.summary);

  protected async submit(): Promise<void> {
    const entered = await this.entry.attempt(() => this.session.signIn(this.form.getRawValue()));
    if (!entered) return;
    await this.router.navigateByUrl(nextPath(this.next()));
    await this.arrival.greet();
  }
}
