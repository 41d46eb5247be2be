import { Component } from '@angular/core';
import { RouterOutlet } from '@angular/router';
import { ConnectionBanner } from './connection-banner';
import { Rail } from './rail';
import { Tabs } from './tabs';

/** The frame around every page but the ones for signing in. */
@Component({
  selector: 'app-shell',
  imports: [RouterOutlet, ConnectionBanner, Rail, Tabs],
  templateUrl: './shell.html',
  styleUrl: './shell.css',
})
export class Shell {
  protected skip(event: Event, main: HTMLElement): void {
    event.preventDefault();
    main.focus();
  }
}
