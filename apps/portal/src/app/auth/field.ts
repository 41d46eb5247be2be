import { Component, computed, inject, input, signal } from '@angular/core';
import { type FormControl, ReactiveFormsModule } from '@angular/forms';
import { MatFormFieldModule } from '@angular/material/form-field';
import { MatInputModule } from '@angular/material/input';
import { Words } from '../i18n/words';
import { Icon } from '../shell/icon';

/** A labelled line to type in, with its hint and its error tied to it. A password can be shown. */
@Component({
  selector: 'app-field',
  imports: [Icon, MatFormFieldModule, MatInputModule, ReactiveFormsModule],
  template: `
    <label [for]="name()">{{ label() }}</label>
    <mat-form-field appearance="outline" subscriptSizing="dynamic">
      <input
        matInput
        [id]="name()"
        [name]="name()"
        [type]="shownType()"
        [formControl]="control()"
        [attr.autocomplete]="autocomplete()"
        [attr.inputmode]="type() === 'email' ? 'email' : null"
        [attr.autocapitalize]="type() === 'text' ? null : 'none'"
        [attr.maxlength]="maxlength()"
        spellcheck="false"
      />
      @if (type() === 'password') {
        <button
          matSuffix
          type="button"
          class="btn icon small"
          [attr.aria-label]="t(visible() ? 'auth.hidePassword' : 'auth.showPassword')"
          [attr.aria-controls]="name()"
          (click)="visible.set(!visible())"
        >
          <app-icon [name]="visible() ? 'eye-off' : 'eye'" />
        </button>
      }
      @if (hint()) { <mat-hint>{{ hint() }}</mat-hint> }
      @if (error()) { <mat-error>{{ error() }}</mat-error> }
    </mat-form-field>
  `,
  styles: `
    :host { display: block; }
    label { display: block; margin-bottom: 6px; font-size: 13px; font-weight: 550; }
    mat-form-field { width: 100%; }
    .btn { margin-right: 6px; }
  `,
})
export class Field {
  protected readonly t = inject(Words).t;
  readonly name = input.required<string>();
  readonly label = input.required<string>();
  readonly control = input.required<FormControl<string>>();
  readonly type = input<'text' | 'email' | 'password'>('text');
  readonly autocomplete = input.required<string>();
  readonly maxlength = input<number | null>(null);
  readonly hint = input('');
  readonly error = input('');
  protected readonly visible = signal(false);
  protected readonly shownType = computed(() => (this.visible() ? 'text' : this.type()));
}
