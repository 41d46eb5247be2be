import { Component, inject, input, viewChild } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { Router, RouterLink } from '@angular/router';
import { NeedsServer } from '../api/needs-server';
import { Arrival } from '../handover/provide-handover';
import { Words } from '../i18n/words';
import { Icon } from '../shell/icon';
import { AuthPage } from './auth-page';
import { AwayNote } from './away-note';
import { DeviceNote } from './device-note';
import { Entry, type EntryTexts } from './entry';
import { ErrorSummary } from './error-summary';
import { Field } from './field';
import { goOnWhenSignedIn } from './go-on-when-signed-in';
import { nextPath } from './next-path';
import { Session } from './session';
import { SignOutNote } from './sign-out-note';

/** It never says whether an address has an account. */
const TEXTS = {
  fields: {
    email: { required: 'auth.needEmail', email: 'auth.badEmail' },
    password: { required: 'auth.needPassword' },
  },
  kinds: { unauthenticated: 'auth.wrong' },
} as const satisfies EntryTexts;

@Component({
  selector: 'app-sign-in',
  imports: [AuthPage, AwayNote, DeviceNote, ErrorSummary, Field, Icon, NeedsServer, ReactiveFormsModule, RouterLink, SignOutNote],
  templateUrl: './sign-in.html',
  styleUrl: './auth-form.css',
})
export class SignIn {
  protected readonly t = inject(Words).t;
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

  constructor() {
    goOnWhenSignedIn(this.next, this.entry);
  }

  protected async submit(): Promise<void> {
    const entered = await this.entry.attempt(() => this.session.signIn(this.form.getRawValue()));
    if (!entered) return;
    await this.router.navigateByUrl(nextPath(this.next()));
    await this.arrival.greet();
  }
}
