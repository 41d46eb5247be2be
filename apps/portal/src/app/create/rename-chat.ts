import { Component, inject } from '@angular/core';
import { NonNullableFormBuilder, ReactiveFormsModule, Validators } from '@angular/forms';
import { MAT_DIALOG_DATA, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { TITLE_MAX } from '@vitrine/contracts/limits';
import { Words } from '../i18n/words';

/** Closes with the new title, or with nothing. */
@Component({
  selector: 'app-rename-chat',
  imports: [MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle, ReactiveFormsModule],
  template: `
    <h2 mat-dialog-title>{{ t('chat.renameAsk') }}</h2>
    <form [formGroup]="form" (ngSubmit)="save()">
      <mat-dialog-content>
        <input class="first" formControlName="title" [attr.aria-label]="t('chat.title')" autocomplete="off" [attr.maxlength]="max" />
      </mat-dialog-content>
      <mat-dialog-actions>
        <button type="button" class="btn outline" mat-dialog-close>{{ t('cancel') }}</button>
        <button type="submit" class="btn primary" [disabled]="form.invalid">{{ t('rename') }}</button>
      </mat-dialog-actions>
    </form>
  `,
  styles: `
    input {
      width: 100%;
      height: 40px;
      padding: 0 12px;
      border: 1px solid var(--mat-sys-outline);
      border-radius: var(--r-sm);
      background: none;
      color: var(--mat-sys-on-surface);
    }
    mat-dialog-actions { gap: 8px; }
  `,
})
export class RenameChat {
  protected readonly t = inject(Words).t;
  private readonly dialog = inject<MatDialogRef<RenameChat, string>>(MatDialogRef);
  protected readonly max = TITLE_MAX;
  protected readonly form = inject(NonNullableFormBuilder).group({
    title: [inject<string>(MAT_DIALOG_DATA), [Validators.required, Validators.pattern(/\S/)]],
  });

  protected save(): void {
    if (this.form.valid) this.dialog.close(this.form.getRawValue().title.trim());
  }
}
