import { Component, inject, input } from '@angular/core';
import { TITLE_MAX } from '@vitrine/contracts/limits';
import { NeedsServer } from '../../api/needs-server';
import { Words } from '../../i18n/words';
import { LibraryFacets } from '../../images/library-facets';
import type { LibraryImage } from '../../images/library-image';
import { Organiser } from '../../images/organiser';
import { Icon } from '../../shell/icon';
import { tagsIn } from '../tags';

/** The words a person gives an image themselves. */
@Component({
  selector: 'app-title-and-tags',
  imports: [Icon, NeedsServer],
  template: `
    <label for="image-title">{{ words.t('chat.title') }}</label>
    <input
      id="image-title" appNeedsServer autocomplete="off" [placeholder]="words.t('title.add')" [attr.maxlength]="most" [value]="image().title ?? ''" #title
      (change)="retitle(title.value)" (keydown.enter)="title.blur()" (keydown.escape)="$event.stopPropagation(); title.value = image().title ?? ''; title.blur()"
    />
    <label for="image-tags">{{ words.t('tag.tags') }}</label>
    <div class="tags">
      @for (tag of image().tags; track tag) {
        <span class="tag">{{ tag }}<button type="button" appNeedsServer [attr.aria-label]="words.t('tag.remove', { tag })" (click)="untag(tag)"><app-icon name="x" [size]="16" /></button></span>
      }
      <input
        id="image-tags" class="new" appNeedsServer autocomplete="off" [placeholder]="words.t('tag.addOne')" list="all-tags" maxlength="200" #added
        (keydown.enter)="tag(added.value); added.value = ''" (keydown.escape)="$event.stopPropagation(); added.value = ''; added.blur()" (change)="tag(added.value); added.value = ''"
      />
      <datalist id="all-tags">@for (known of facets.facets()?.tags; track known) { <option [value]="known"></option> }</datalist>
    </div>
  `,
  styles: `
    :host { display: grid; align-items: center; gap: 6px 0; grid-template-columns: 104px minmax(0, 1fr); font-size: 13px; }
    label { color: var(--mat-sys-on-surface-variant); }
    input { min-width: 0; height: 32px; padding: 0 8px; border: 1px solid var(--mat-sys-outline-variant); border-radius: var(--r-sm); background: var(--mat-sys-surface-container-lowest); color: inherit; }
    input::placeholder { color: var(--mat-sys-on-surface-variant); opacity: 1; }
    .tags { display: flex; flex-wrap: wrap; gap: 6px; }
    .tag { display: inline-flex; height: 32px; align-items: center; gap: 2px; padding: 0 4px 0 10px; border-radius: var(--r-sm); background: var(--mat-sys-secondary-container); }
    .tag button { display: grid; width: 24px; height: 24px; padding: 0; border: 0; border-radius: 4px; background: none; cursor: pointer; place-items: center; }
    .new { width: 96px; flex: 1 1 96px; }
  `,
})
export class TitleAndTags {
  readonly image = input.required<LibraryImage>();
  protected readonly words = inject(Words);
  protected readonly facets = inject(LibraryFacets);
  protected readonly most = TITLE_MAX;
  private readonly organiser = inject(Organiser);

  protected retitle(text: string): void {
    const title = text.trim() || null;
    if (title !== this.image().title) void this.organiser.change(this.image(), { title });
  }

  protected tag(text: string): void {
    const tags = [...new Set([...this.image().tags, ...tagsIn(text)])];
    if (tags.length > this.image().tags.length) void this.organiser.change(this.image(), { tags });
  }

  protected untag(tag: string): void {
    void this.organiser.change(this.image(), { tags: this.image().tags.filter((other) => other !== tag) });
  }
}
