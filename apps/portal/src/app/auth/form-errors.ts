import type { FormControl, FormGroup } from '@angular/forms';
import type { ApiError } from '../api/problem';

/** What is wrong with one field, to be said beside it and in the summary above. */
export interface FieldError {
  readonly id: string;
  readonly text: string;
}

type Texts = Record<string, Record<string, string>>;

/** One sentence for each field that is not valid: `texts[field][error]`. */
export function fieldErrors(form: FormGroup, texts: Texts): FieldError[] {
  return Object.entries(form.controls).flatMap(([id, control]) => {
    const [error] = Object.keys(control.errors ?? {});
    return error === undefined ? [] : [{ id, text: texts[id]?.[error] ?? 'Check this field.' }];
  });
}

/** What the API said of the fields, laid on the form's own controls; what it names that we do not have is left out. */
export function apiFieldErrors(form: FormGroup, error: ApiError): FieldError[] {
  const told = error.problem?.errors ?? [];
  return told.flatMap(({ pointer, detail }) => {
    const id = pointer.replace(/^\//, '');
    const control = form.get(id) as FormControl | null;
    control?.setErrors({ told: true });
    return control ? [{ id, text: sentence(detail) }] : [];
  });
}

/** The API says "must be …", "is not …": of the field beside which it stands. */
function sentence(detail: string): string {
  const text = /^\p{Ll}/u.test(detail) ? `This ${detail}` : detail;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}
