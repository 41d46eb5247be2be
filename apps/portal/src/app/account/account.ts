import { DatePipe } from '@angular/common';
import { Component, inject } from '@angular/core';
import { Router } from '@angular/router';
import { Session } from '../auth/session';
import { DeviceImages } from '../handover/device-images';
import { Icon } from '../shell/icon';
import { type ThemeChoice, Theme, THEMES } from '../shell/theme';
import { ChangePassword } from './change-password';
import { Devices } from './devices';

const THEME_LABELS: Record<ThemeChoice, string> = { system: 'System', light: 'Light', dark: 'Dark' };

@Component({
  selector: 'app-account',
  imports: [ChangePassword, DatePipe, DeviceImages, Devices, Icon],
  templateUrl: './account.html',
  styleUrl: './account.css',
})
export class Account {
  protected readonly session = inject(Session);
  protected readonly theme = inject(Theme);
  protected readonly themes = THEMES.map((value) => ({ value, label: THEME_LABELS[value] }));
  private readonly router = inject(Router);

  protected async signOut(): Promise<void> {
    await this.session.signOut();
    await this.router.navigateByUrl('/sign-in');
  }
}
