import { Component, ElementRef, inject, viewChild } from '@angular/core';
import { FormGroupDirective, NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { PASSWORD_MAX, PASSWORD_MIN } from '@vitrine/contracts/limits';
import { NeedsServer } from '../api/needs-server';
import { Entry, type EntryTexts } from '../auth/entry';
import { ErrorSummary } from '../auth/error-summary';
import { Field } from '../auth/field';
import { Session } from '../auth/session';
import { Words } from '../i18n/words';
import { Toasts } from '../shell/toasts';

const TEXTS = {
  fields: {
    current: { required: 'password.needPresent' },
    next: { required: 'password.needNew', minlength: 'auth.passwordMin', maxlength: 'auth.passwordMax' },
  },
  kinds: { unauthenticated: 'password.wrong', forbidden: 'password.wrong' },
} as const satisfies EntryTexts;

@Component({
  selector: 'app-change-password',
  imports: [ErrorSummary, Field, NeedsServer, ReactiveFormsModule],
  template: `
    @if (entry.failure(); as failure) { <app-error-summary [text]="entry.text()" [fields]="failure.fields" /> }
    <form novalidate [formGroup]="form" (ngSubmit)="submit()">
      <app-field name="current" type="password" [label]="t('password.present')" autocomplete="current-password" [control]="form.controls.current" [error]="entry.errorOf('current')" />
      <app-field name="next" type="password" [label]="t('password.new')" autocomplete="new-password" [hint]="t('password.hint', { min })" [control]="form.controls.next" [error]="entry.errorOf('next')" />
      <button #button type="submit" class="btn primary" [disabled]="entry.wait.left() > 0" appNeedsServer [busy]="entry.busy()">
        @if (entry.wait.left() > 0) { {{ entry.waitText() }} } @else if (entry.busy()) { {{ t('password.busy') }} } @else { {{ t('password.change') }} }
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
  protected readonly t = inject(Words).t;
  private readonly session = inject(Session);
  private readonly toasts = inject(Toasts);
  private readonly summary = viewChild(ErrorSummary);
  private readonly directive = viewChild.required(FormGroupDirective);
  private readonly button = viewChild.required<ElementRef<HTMLElement>>('button');
  protected readonly min = PASSWORD_MIN;
  protected readonly form = inject(NonNullableFormBuilder).group({
    current: ['', Validators.required],
    next: ['', [Validators.required, Validators.minLength(PASSWORD_MIN), Validators.maxLength(PASSWORD_MAX)]],
  });
  protected readonly entry = new Entry(this.form, TEXTS, this.summary);

  protected async submit(): Promise<void> {
    const changed = await this.entry.attempt(() => this.session.changePassword(this.form.getRawValue()));
    if (!changed) return;
    // `form.reset()` alone leaves the form submitted, and empty fields of a submitted form are shown as errors.
    this.directive().resetForm();
    this.button().nativeElement.focus();
    await this.toasts.say(this.t('password.changed'));
  }
}
