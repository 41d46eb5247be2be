import type { FormControl, FormGroup } from '@angular/forms';
import { PASSWORD_MAX, PASSWORD_MIN } from '@vitrine/contracts/limits';
import type { ApiError } from '../api/problem';
import type { Say, WordKey, Words } from '../i18n/words';

/** What is wrong with one field, to be said beside it and in the summary above. */
export interface FieldError {
  readonly id: string;
  readonly text: string;
}

/** The words for each field's errors: `texts[field][error]`. */
export type FieldTexts = Readonly<Record<string, Readonly<Record<string, WordKey>>>>;

/** The numbers that those words may name. */
const LIMITS = { min: PASSWORD_MIN, max: PASSWORD_MAX };

/** One sentence for each field that is not valid. */
export function fieldErrors(form: FormGroup, texts: FieldTexts, t: Say): FieldError[] {
  return Object.entries(form.controls).flatMap(([id, control]) => {
    const [error] = Object.keys(control.errors ?? {});
    return error === undefined ? [] : [{ id, text: t(texts[id]?.[error] ?? 'form.check', LIMITS) }];
  });
}

/** What the API said of the fields, laid on the form's own controls; what it names that we do not have is left out. */
export function apiFieldErrors(form: FormGroup, error: ApiError, words: Pick<Words, 't' | 'language'>): FieldError[] {
  const told = error.problem?.errors ?? [];
  return told.flatMap(({ pointer, detail }) => {
    const id = pointer.replace(/^\//, '');
    const control = form.get(id) as FormControl | null;
    control?.setErrors({ told: true });
    return control ? [{ id, text: words.language() === 'en' ? sentence(detail) : words.t('form.check') }] : [];
  });
}

/** The API speaks English: "must be …", "is not …": of the field beside which it stands. */
function sentence(detail: string): string {
  const text = /^\p{Ll}/u.test(detail) ? `This ${detail}` : detail;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
