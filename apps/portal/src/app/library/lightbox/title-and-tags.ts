import { afterNextRender, Component, ElementRef, inject, Injector, input } from '@angular/core';
import { TITLE_MAX } from '@vitrine/contracts/limits';
import { NeedsServer } from '../../api/needs-server';
import { Words } from '../../i18n/words';
import { LibraryFacets } from '../../images/library-facets';
import type { LibraryImage } from '../../images/library-image';
import { Organiser } from '../../images/organiser';
import { Icon } from '../../shell/icon';
import { tagsIn } from '../tags';

/** The words a person gives an image themselves. When editing ends, the focus moves to the group, where the keys of the lightbox work. */
@Component({
  selector: 'app-title-and-tags',
  imports: [Icon, NeedsServer],
  host: { role: 'group', tabindex: '-1', '[attr.aria-label]': "words.t('details.own')" },
  template: `
    <label for="image-title">{{ words.t('chat.title') }}</label>
    <input
      id="image-title" appNeedsServer autocomplete="off" [placeholder]="words.t('title.add')" [attr.maxlength]="most" [value]="image().title ?? ''" #title
      (change)="retitle(title.value)" (keydown.enter)="host.focus()" (keydown.escape)="discard($event, title, image().title)"
    />
    <label for="image-tags">{{ words.t('tag.tags') }}</label>
    <div class="tags">
      @for (tag of image().tags; track tag) {
        <span class="tag">{{ tag }}<button type="button" appNeedsServer [attr.aria-label]="words.t('tag.remove', { tag })" (click)="untag(tag, $index)"><app-icon name="x" [size]="16" /></button></span>
      }
      <input
        id="image-tags" class="new" appNeedsServer autocomplete="off" [placeholder]="words.t('tag.addOne')" list="all-tags" maxlength="200" #added
        (keydown.enter)="tag(added.value); added.value = ''" (keydown.escape)="discard($event, added, null)" (change)="tag(added.value); added.value = ''"
      />
      <datalist id="all-tags">@for (known of facets.facets()?.tags; track known) { <option [value]="known"></option> }</datalist>
    </div>
  `,
  styles: `
    :host { display: grid; align-items: center; gap: 6px 0; grid-template-columns: 104px minmax(0, 1fr); font-size: 13px; }
    :host:focus-visible { outline-offset: 4px; }
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
  protected readonly host = inject<ElementRef<HTMLElement>>(ElementRef).nativeElement;
  private readonly organiser = inject(Organiser);
  private readonly injector = inject(Injector);

  protected retitle(text: string): void {
    const title = text.trim() || null;
    if (title !== this.image().title) void this.organiser.change(this.image(), { title });
  }

  protected tag(text: string): void {
    const tags = [...new Set([...this.image().tags, ...tagsIn(text)])];
    if (tags.length > this.image().tags.length) void this.organiser.change(this.image(), { tags });
  }

  /** The focus goes to the tag that follows, or to the field when none does. */
  protected untag(tag: string, index: number): void {
    void this.organiser.change(this.image(), { tags: this.image().tags.filter((other) => other !== tag) });
    afterNextRender(() => {
      const buttons = this.host.querySelectorAll<HTMLElement>('.tag button');
      (buttons[index] ?? this.host.querySelector<HTMLElement>('.new'))?.focus();
    }, { injector: this.injector });
  }

  /** Escape ends editing only; the next one closes the lightbox. One that ends the composition of a word belongs to the input method. */
  protected discard(event: Event, field: HTMLInputElement, saved: string | null): void {
    if ((event as KeyboardEvent).isComposing) return;
    event.stopPropagation();
    field.value = saved ?? '';
    this.host.focus();
  }
}
