import { ApiError, UNREACHABLE } from '../api/problem';
import { afterNextRender, inject, Injector, signal, type Signal } from '@angular/core';
import type { FormGroup } from '@angular/forms';
import { type WordKey, Words } from '../i18n/words';
import { Countdown } from '../shell/countdown';
import type { ErrorSummary } from './error-summary';
import { apiFieldErrors, type FieldError, fieldErrors, type FieldTexts } from './form-errors';

interface Failure {
  readonly text: string;
  readonly fields: readonly FieldError[];
  readonly offersGuest: boolean;
}

export interface EntryTexts {
  readonly fields: FieldTexts;
  /** What to say for a kind of problem this form knows; the rest is said alike everywhere. */
  readonly kinds: Partial<Record<ApiError['kind'], WordKey>>;
}

const WAIT_SECONDS = 30;

/** One attempt to come in: checked, sent once, and whatever is wrong said above the form and beside its field. */
export class Entry {
  private readonly injector = inject(Injector);
  private readonly words = inject(Words);
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
    if (this.form.invalid) return this.fail({ text: this.words.t('form.look'), fields: fieldErrors(this.form, this.texts.fields, this.words.t), offersGuest: false });
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
    const fields = apiFieldErrors(this.form, error, this.words);
    if (error.kind === 'too-many-requests') this.wait.start(error.retryAfter ?? WAIT_SECONDS);
    return { text: this.textOf(error), fields, offersGuest: error.kind === UNREACHABLE };
  }

  private textOf(error: ApiError): string {
    const known = this.texts.kinds[error.kind];
    if (known !== undefined) return this.words.t(known);
    switch (error.kind) {
      case UNREACHABLE: return this.words.t('auth.awayGuest');
      case 'invalid-request': return this.words.t('form.look');
      case 'too-many-requests': return this.words.t('auth.tooMany');
      default: return this.words.t('problem.ourSide');
    }
  }

  private fail(failure: Failure): false {
    this.failure.set(failure);
    afterNextRender(() => { this.summary()?.focus(); }, { injector: this.injector });
    return false;
  }
}
