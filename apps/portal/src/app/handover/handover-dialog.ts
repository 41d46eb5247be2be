import { Component, computed, inject, signal } from '@angular/core';
import { MatDialogActions, MatDialogClose, MatDialogContent, MatDialogRef, MatDialogTitle } from '@angular/material/dialog';
import { Words } from '../i18n/words';
import { GuestPicture } from './guest-picture';
import { Handover } from './handover';
import { reasonOf } from './reasons';
import { TellResult } from './tell-result';

/** Asks which of this device's images are to come along, and shows how far it is. Closing it stops nothing. */
@Component({
  selector: 'app-handover-dialog',
  imports: [GuestPicture, MatDialogActions, MatDialogClose, MatDialogContent, MatDialogTitle],
  templateUrl: './handover-dialog.html',
  styleUrl: './handover-dialog.css',
})
export class HandoverDialog {
  protected readonly words = inject(Words);
  protected readonly handover = inject(Handover);
  private readonly dialog = inject<MatDialogRef<HandoverDialog>>(MatDialogRef);
  private readonly result = inject(TellResult);
  protected readonly reasonOf = reasonOf;
  /** Not ticked. */
  protected readonly left = signal<ReadonlySet<string>>(new Set());
  protected readonly added = signal(0);
  protected readonly stayed = computed(() => this.handover.why().size > 0 && this.handover.progress() === null);
  protected readonly chosen = computed(() => this.handover.images().map(({ filename }) => filename).filter((name) => !this.left().has(name)));
  protected readonly title = computed(() => {
    const count = this.handover.images().length;
    return this.words.n(this.stayed() ? 'handover.stayed' : 'handover.title', count);
  });

  protected toggle(filename: string): void {
    this.left.update((left) => {
      const next = new Set(left);
      if (!next.delete(filename)) next.add(filename);
      return next;
    });
  }

  /** The oldest first, as they were made. */
  protected async add(): Promise<void> {
    const result = await this.handover.add(this.chosen().toReversed());
    if (result === null) return;
    this.added.set(result.added);
    if (result.kept === 0) this.dialog.close();
    await this.result.tell(result);
  }
}
