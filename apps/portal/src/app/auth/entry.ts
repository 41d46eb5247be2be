import { ApiError, UNREACHABLE } from '../api/problem';
import { afterNextRender, inject, Injector, signal, type Signal } from '@angular/core';
import type { FormGroup } from '@angular/forms';
import { Countdown } from '../shell/countdown';
import type { ErrorSummary } from './error-summary';
import { apiFieldErrors, type FieldError, fieldErrors } from './form-errors';

interface Failure {
  readonly text: string;
  readonly fields: readonly FieldError[];
  readonly offersGuest: boolean;
}

export interface EntryTexts {
  readonly fields: Record<string, Record<string, string>>;
  /** What to say for a kind of problem this form knows; the rest is said alike everywhere. */
  readonly kinds: Partial<Record<ApiError['kind'], string>>;
}

const WAIT_SECONDS = 30;

/** One attempt to come in: checked, sent once, and whatever is wrong said above the form and beside its field. */
export class Entry {
  private readonly injector = inject(Injector);
  readonly busy = signal(false);
  readonly failure = signal<Failure | null>(null);
  readonly wait = new Countdown();

  constructor(
    private readonly form: FormGroup,
    private readonly texts: EntryTexts,
    private readonly summary: Signal<ErrorSummary | undefined>,
  ) {}

  errorOf(id: string): string {
    return this.failure()?.fields.find((field) => field.id === id)?.text ?? '';
  }

  /** True when the work was done. */
  async attempt(work: () => Promise<unknown>): Promise<boolean> {
    if (this.busy() || this.wait.left() > 0) return false;
    this.form.markAllAsTouched();
    for (const control of Object.values(this.form.controls)) control.updateValueAndValidity();
    if (this.form.invalid) return this.fail({ text: 'Some fields need another look.', fields: fieldErrors(this.form, this.texts.fields), offersGuest: false });
    this.busy.set(true);
    try {
      await work();
      this.failure.set(null);
      return true;
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      return this.fail(this.tell(error));
    } finally {
      this.busy.set(false);
    }
  }

  private tell(error: ApiError): Failure {
    const fields = apiFieldErrors(this.form, error);
    if (error.kind === 'too-many-requests') this.wait.start(error.retryAfter ?? WAIT_SECONDS);
    return { text: this.textOf(error), fields, offersGuest: error.kind === UNREACHABLE };
  }

  private textOf(error: ApiError): string {
    const known = this.texts.kinds[error.kind];
    if (known !== undefined) return known;
    switch (error.kind) {
      case UNREACHABLE: return "We can't reach the server. You can go on as a guest: images stay in this browser.";
      case 'invalid-request': return 'Some fields need another look.';
      case 'too-many-requests': return 'Too many tries. Please wait a moment.';
      default: return 'That did not work on our side. Please try again.';
    }
  }

  private fail(failure: Failure): false {
    this.failure.set(failure);
    afterNextRender(() => { this.summary()?.focus(); }, { injector: this.injector });
    return false;
  }
}
