import { Component, type ElementRef, input, viewChild } from '@angular/core';
import { Icon } from '../shell/icon';
import type { FieldError } from './form-errors';

/** All that is wrong, above the form. Focus is moved here, and each line leads to its field. */
@Component({
  selector: 'app-error-summary',
  imports: [Icon],
  template: `
    <div #box class="note error" role="alert" tabindex="-1">
      <app-icon name="circle-alert" />
      <div>
        <p>{{ text() }}</p>
        @if (fields().length > 0) {
          <ul>
            @for (field of fields(); track field.id) {
              <li><a [href]="'#' + field.id" (click)="goTo($event, field.id)">{{ field.text }}</a></li>
            }
          </ul>
        }
        <ng-content />
      </div>
    </div>
  `,
  styles: `
    :host { display: block; }
    .note { align-items: start; }
    ul { margin: 0; padding-left: 18px; }
    a { display: inline-block; padding: 4px 0; color: inherit; text-decoration: underline; text-underline-offset: 3px; }
  `,
})
export class ErrorSummary {
  readonly text = input.required<string>();
  readonly fields = input<readonly FieldError[]>([]);
  private readonly box = viewChild.required<ElementRef<HTMLElement>>('box');

  focus(): void {
    this.box().nativeElement.focus();
  }

  protected goTo(event: Event, id: string): void {
    event.preventDefault();
    document.getElementById(id)?.focus();
  }
}
