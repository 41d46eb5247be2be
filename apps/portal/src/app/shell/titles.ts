import { effect, inject, Injectable, signal } from '@angular/core';
import { Title } from '@angular/platform-browser';
import { type RouterStateSnapshot, TitleStrategy } from '@angular/router';
import { type WordKey, Words } from '../i18n/words';

/** "Library · Vitrine": a route's title is the key of its words. */
@Injectable()
export class Titles extends TitleStrategy {
  private readonly key = signal<WordKey | null>(null);

  constructor() {
    super();
    const [title, words] = [inject(Title), inject(Words)];
    effect(() => {
      const key = this.key();
      title.setTitle(key === null ? 'Vitrine' : `${words.t(key)} · Vitrine`);
    });
  }

  override updateTitle(state: RouterStateSnapshot): void {
    this.key.set((this.buildTitle(state) ?? null) as WordKey | null);
  }
}
