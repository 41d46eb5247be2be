import { Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import { Session } from '../auth/session';
import { DeviceImages } from '../handover/device-images';
import { LanguageSwitch } from '../i18n/language-switch';
import { type WordKey, Words } from '../i18n/words';
import { Icon } from '../shell/icon';
import { type ThemeChoice, Theme, THEMES } from '../shell/theme';
import { ChangePassword } from './change-password';
import { Devices } from './devices';

const THEME_LABELS = { system: 'theme.system', light: 'theme.light', dark: 'theme.dark' } as const satisfies Record<ThemeChoice, WordKey>;

@Component({
  selector: 'app-account',
  imports: [ChangePassword, DeviceImages, Devices, Icon, LanguageSwitch],
  templateUrl: './account.html',
  styleUrl: './account.css',
})
export class Account {
  protected readonly words = inject(Words);
  protected readonly session = inject(Session);
  protected readonly theme = inject(Theme);
  protected readonly themes = THEMES.map((value) => ({ value, label: THEME_LABELS[value] }));
  private readonly router = inject(Router);

  protected async signOut(): Promise<void> {
    await this.session.signOut();
    await this.router.navigateByUrl('/sign-in');
  }
}
