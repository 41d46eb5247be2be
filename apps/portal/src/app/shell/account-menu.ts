import { Component, computed, inject } from '@angular/core';
import { MatMenuModule } from '@angular/material/menu';
import { Router, RouterLink } from '@angular/router';
import { Session } from '../auth/session';
import { LANGUAGE_NAMES, LANGUAGES } from '../i18n/language';
import { Words } from '../i18n/words';
import { Icon } from './icon';
import { initials } from './initials';

@Component({
  selector: 'app-account-menu',
  imports: [Icon, MatMenuModule, RouterLink],
  templateUrl: './account-menu.html',
  styleUrl: './account-menu.css',
})
export class AccountMenu {
  protected readonly words = inject(Words);
  protected readonly languages = LANGUAGES;
  protected readonly names = LANGUAGE_NAMES;
  protected readonly session = inject(Session);
  private readonly router = inject(Router);
  protected readonly initials = computed(() => initials(this.session.owner()?.displayName ?? ''));

  protected async signOut(): Promise<void> {
    await this.session.signOut();
    await this.router.navigateByUrl('/sign-in');
  }
}
