import { expect, type Locator, type Page } from '@playwright/test';
import type { Person } from './people';

/** The portal as a person meets it: by the names of things, and what can be done with them. */
export class Portal {
  readonly page: Page;
  /** Everything the console said, with its level before it. */
  readonly said: string[] = [];

  constructor(page: Page) {
    this.page = page;
    page.on('console', (message) => this.said.push(`${message.type()}: ${message.text()}`));
    page.on('pageerror', (error) => this.said.push(`error: ${String(error)}`));
  }

  /** What a console has in red. */
  get errors(): readonly string[] {
    return this.said.filter((line) => line.startsWith('error'));
  }

  get composer(): Locator {
    return this.page.getByRole('textbox', { name: 'Describe the image' });
  }

  get chat(): Locator {
    return this.page.getByRole('log', { name: 'This chat' });
  }

  /** The pictures in the chat, not their frames. */
  get pictures(): Locator {
    return this.chat.getByRole('img');
  }

  get tiles(): Locator {
    return this.page.getByRole('gridcell');
  }

  get lightbox(): Locator {
    return this.page.getByRole('dialog', { name: 'Image' });
  }

  get question(): Locator {
    return this.page.getByRole('alertdialog');
  }

  /** Asked after coming in, when images were made here before. */
  get handOver(): Locator {
    return this.page.getByRole('dialog', { name: /^Add .* from this device\?$/ });
  }

  get emptyLibrary(): Locator {
    return this.page.getByText('Your images will live here.');
  }

  async signUp({ displayName, email, password }: Person): Promise<void> {
    await this.page.goto('/sign-up');
    await this.page.getByLabel('Name (optional)').fill(displayName);
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Create account' }).click();
    await this.isIn({ displayName });
  }

  async signIn({ displayName, email, password }: Person): Promise<void> {
    if (!this.page.url().includes('/sign-in')) await this.page.goto('/sign-in');
    await this.page.getByLabel('Email').fill(email);
    await this.page.getByLabel('Password', { exact: true }).fill(password);
    await this.page.getByRole('button', { name: 'Sign in' }).click();
    await this.isIn({ displayName });
  }

  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: 'Account of' }).click();
    await this.page.getByRole('menuitem', { name: 'Sign out' }).click();
    await expect(this.page.getByRole('heading', { name: 'Sign in' })).toBeVisible();
  }

  /** The frame knows whose portal this is, or, before it, the question about a guest's images is put. */
  async isIn({ displayName }: Pick<Person, 'displayName'>): Promise<void> {
    const onPhone = this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Account' });
    await expect(this.page.getByRole('button', { name: `Account of ${displayName}` }).or(onPhone).or(this.handOver).first()).toBeVisible();
  }

  async ask(prompt: string): Promise<void> {
    await this.composer.fill(prompt);
    await this.composer.press('Enter');
  }

  /** Asks, and waits until the picture is there to be seen and said to be kept. */
  async make(prompt: string, kept: 'Saved to Library' | 'On this device only' = 'Saved to Library'): Promise<void> {
    const before = await this.chat.getByText(kept).count();
    await this.ask(prompt);
    await expect(this.chat.getByText(kept)).toHaveCount(before + 1, { timeout: 20_000 });
    await isDrawn(this.pictures.last());
  }

  async openLibrary(): Promise<void> {
    await this.page.getByRole('navigation', { name: 'Main' }).getByRole('link', { name: 'Library' }).click();
    await expect(this.page.getByRole('heading', { name: 'Library', level: 1 })).toBeVisible();
  }

  /** From the library, by the image's own page; answers the question that is put first. */
  async remove(tile: Locator): Promise<void> {
    await tile.click();
    await expect(this.lightbox).toBeVisible();
    const address = this.page.url();
    await this.lightbox.getByRole('button', { name: REMOVE }).first().click();
    await this.question.getByRole('button', { name: REMOVE }).click();
    await expect(this.question).toBeHidden();
    await expect(this.page).not.toHaveURL(address); // the next image takes its place, or the library
    if (new URL(this.page.url()).pathname !== '/library') await this.page.keyboard.press('Escape');
    await expect(this.lightbox).toBeHidden();
  }
}

/** What the portal calls taking an image away. */
export const REMOVE = /^(Delete|Move to trash)$/;

/** There are `count` images, and each is drawn. A list that is still being filled is waited for. */
export async function areDrawn(images: Locator, count: number): Promise<void> {
  await expect(images).toHaveCount(count);
  for (const image of await images.all()) await isDrawn(image);
}

/** At least one image is drawn, and so is each one whose top is above the bottom of the window. */
export async function areDrawnInView(images: Locator): Promise<void> {
  await isDrawn(images.first());
  await expect.poll(() => images.evaluateAll((elements) => elements
    .filter((element) => element.getBoundingClientRect().top < innerHeight)
    .filter((element) => (element as HTMLImageElement).naturalWidth === 0).length)).toBe(0);
}

/** The element shows a picture that has arrived and could be read, not merely a frame for one. */
export async function isDrawn(picture: Locator): Promise<void> {
  await expect(picture).toBeVisible();
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => (image.complete ? image.naturalWidth : 0))).toBeGreaterThan(0);
}
