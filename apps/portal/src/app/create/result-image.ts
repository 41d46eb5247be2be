import { Component, computed, inject, input, output } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { RouterLink } from '@angular/router';
import { PROMPT_SHORT_MAX } from '@vitrine/contracts/limits';
import { clip } from '@vitrine/contracts/text';
import { NeedsServer } from '../api/needs-server';
import { Words } from '../i18n/words';
import { ImageActions } from '../images/image-actions';
import { ImageView } from '../images/image-view';
import { imageIdOf, type LibraryImage } from '../images/library-image';
import { Icon } from '../shell/icon';
import { frameWidth } from './frame';
import { NearView } from './near-view';

/** A finished image in the chat: its room is reserved before its bytes are asked for, and they are only when it comes near. */
@Component({
  selector: 'app-result-image',
  imports: [Icon, ImageView, MatMenuModule, NearView, NeedsServer, RouterLink],
  templateUrl: './result-image.html',
  styleUrl: './result-image.css',
})
export class ResultImage {
  protected readonly t = inject(Words).t;
  readonly image = input.required<LibraryImage>();
  readonly varied = output();
  protected readonly actions = inject(ImageActions);
  protected readonly id = computed(() => imageIdOf(this.image().filename));
  protected readonly alt = computed(() => clip(this.image().prompt, PROMPT_SHORT_MAX));
  protected readonly width = computed(() => frameWidth(this.image().width, this.image().height));
}
