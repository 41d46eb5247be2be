import { ApiError, UNREACHABLE } from '../api/problem';
import { afterNextRender, computed, inject, Injector, signal, type Signal } from '@angular/core';
import type { FormGroup } from '@angular/forms';
import { type WordKey, Words } from '../i18n/words';
import { Countdown } from '../shell/countdown';
import { waitText } from '../shell/wait-text';
import type { ErrorSummary } from './error-summary';
import { apiFieldErrors, type FieldError, fieldErrors, type FieldTexts } from './form-errors';

interface Failure {
  readonly text: string;
  readonly fields: readonly FieldError[];
  readonly offersGuest: boolean;
  /** What to say while the server asks to wait. */
  readonly waiting?: ApiError['kind'];
}

export interface EntryTexts {
  readonly fields: FieldTexts;
  /** What to say for a kind of problem this form knows; the rest is said alike everywhere. */
  readonly kinds: Partial<Record<ApiError['kind'], WordKey>>;
}

const WAIT_SECONDS = 30;
const MINUTE_SECONDS = 60;
/** The server says when to try again. */
const WAITS: readonly ApiError['kind'][] = ['too-many-requests', 'server-busy'];

/** One attempt to come in: checked, sent once, and whatever is wrong said above the form and beside its field. */
export class Entry {
  private readonly injector = inject(Injector);
  private readonly words = inject(Words);
  readonly busy = signal(false);
  /** True once an attempt has succeeded. */
  readonly succeeded = signal(false);
  readonly failure = signal<Failure | null>(null);
  readonly wait = new Countdown();
  /** Above the form: what is wrong or, while there is something to wait for, how long. */
  readonly text = computed(() => this.waitingText() ?? this.failure()?.text ?? '');
  /** On the button, while it cannot be pressed. */
  readonly waitText = computed(() => waitText(this.wait.left(), this.words));

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
      this.succeeded.set(true);
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
    const waits = WAITS.includes(error.kind);
    if (waits) this.wait.start(error.retryAfter ?? WAIT_SECONDS);
    return { text: this.textOf(error), fields, offersGuest: error.kind === UNREACHABLE, ...(waits ? { waiting: error.kind } : {}) };
  }

  private waitingText(): string | null {
    const kind = this.failure()?.waiting;
    if (kind === undefined || this.wait.left() === 0) return null;
    return kind === 'server-busy' ? this.words.t('auth.busy') : this.words.n('auth.tooMany', Math.ceil(this.wait.left() / MINUTE_SECONDS));
  }

  private textOf(error: ApiError): string {
    const known = this.texts.kinds[error.kind];
    if (known !== undefined) return this.words.t(known);
    switch (error.kind) {
      case UNREACHABLE: return this.words.t('auth.awayGuest');
      case 'invalid-request': return this.words.t('form.look');
      case 'too-many-requests': case 'server-busy': return this.words.t('auth.tryNow');
      default: return this.words.t('problem.ourSide');
    }
  }

  private fail(failure: Failure): false {
    this.failure.set(failure);
    afterNextRender(() => { this.summary()?.focus(); }, { injector: this.injector });
    return false;
  }
}
