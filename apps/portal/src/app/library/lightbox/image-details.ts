import { DatePipe } from '@angular/common';
import { Component, computed, input, output, signal } from '@angular/core';
import { RouterLink } from '@angular/router';
import type { LibraryImage } from '../../images/library-image';
import { Icon } from '../../shell/icon';
import { fileSize } from './file-size';
import { TitleAndTags } from './title-and-tags';

const TYPES = { 'image/png': 'PNG', 'image/jpeg': 'JPEG', 'image/webp': 'WebP' } as const;

/** What is known of an image, and what its prompt is good for. */
@Component({
  selector: 'app-image-details',
  imports: [DatePipe, Icon, RouterLink, TitleAndTags],
  templateUrl: './image-details.html',
  styleUrl: './image-details.css',
  host: { '[class.tall]': 'tall()' },
})
export class ImageDetails {
  readonly image = input.required<LibraryImage>();
  readonly used = output();
  readonly copied = output();
  readonly varied = output();

  /** On a phone the sheet has two stops. */
  protected readonly tall = signal(false);
  protected readonly size = computed(() => fileSize(this.image().bytes));
  protected readonly type = computed(() => TYPES[this.image().mimeType]);
  protected readonly revised = computed(() => {
    const { prompt, revisedPrompt } = this.image();
    return revisedPrompt === prompt ? null : revisedPrompt;
  });
}
