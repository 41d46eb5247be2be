import { Component, inject, viewChild } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { PASSWORD_MAX, PASSWORD_MIN } from '@vitrine/contracts/limits';
import { ApiClient } from '../api/api-client';
import { Entry } from '../auth/entry';
import { ErrorSummary } from '../auth/error-summary';
import { Field } from '../auth/field';
import { Toasts } from '../shell/toasts';

const LENGTH = `Use ${PASSWORD_MIN} characters or more.`;
const TEXTS = {
  fields: {
    current: { required: 'Enter your present password.' },
    next: { required: 'Choose a new password.', minlength: LENGTH, maxlength: `Use at most ${PASSWORD_MAX} characters.` },
  },
  kinds: { unauthenticated: 'Your present password is not right.', forbidden: 'Your present password is not right.' },
};

@Component({
  selector: 'app-change-password',
  imports: [ErrorSummary, Field, ReactiveFormsModule],
  template: `
    @if (entry.failure(); as failure) { <app-error-summary [text]="failure.text" [fields]="failure.fields" /> }
    <form novalidate [formGroup]="form" (ngSubmit)="submit()">
      <app-field name="current" type="password" label="Present password" autocomplete="current-password" [control]="form.controls.current" [error]="entry.errorOf('current')" />
      <app-field name="next" type="password" label="New password" autocomplete="new-password" [hint]="hint" [control]="form.controls.next" [error]="entry.errorOf('next')" />
      <button type="submit" class="btn primary" [disabled]="entry.wait.left() > 0" [attr.aria-disabled]="entry.busy()">
        @if (entry.busy()) { Changing… } @else { Change password }
      </button>
    </form>
  `,
  styles: `
    :host { display: grid; gap: 12px; }
    form { display: grid; gap: 16px; max-width: 400px; }
    .btn { justify-self: start; }
  `,
})
export class ChangePassword {
  private readonly api = inject(ApiClient);
  private readonly toasts = inject(Toasts);
  private readonly summary = viewChild(ErrorSummary);
  protected readonly hint = `${LENGTH} Your other sessions end.`;
  protected readonly form = inject(NonNullableFormBuilder).group({
    current: ['', Validators.required],
    next: ['', [Validators.required, Validators.minLength(PASSWORD_MIN), Validators.maxLength(PASSWORD_MAX)]],
  });
  protected readonly entry = new Entry(this.form, TEXTS, this.summary);

  protected async submit(): Promise<void> {
    const changed = await this.entry.attempt(() => this.api.post('/api/auth/password', this.form.getRawValue()));
    if (!changed) return;
    this.form.reset();
    await this.toasts.say('Your password is changed.');
  }
}
