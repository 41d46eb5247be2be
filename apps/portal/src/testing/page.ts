import type { Type } from '@angular/core';
import { type ComponentFixture, TestBed } from '@angular/core/testing';

const ROLES: Record<string, string> = {
  button: 'button, [role=button]',
  link: 'a[href]',
  alert: '[role=alert]',
  status: '[role=status]',
  progressbar: '[role=progressbar]',
  img: 'img',
  heading: 'h1, h2, h3',
};

/** A component as a person meets it: by what it is and what it says. */
export class Page<T> {
  constructor(readonly fixture: ComponentFixture<T>) {}

  get host(): HTMLElement {
    return this.fixture.nativeElement as HTMLElement;
  }

  get text(): string {
    return squeezed(this.host.textContent);
  }

  all(role: keyof typeof ROLES): HTMLElement[] {
    return [...this.host.querySelectorAll<HTMLElement>(ROLES[role]!)];
  }

  find(role: keyof typeof ROLES, name: string | RegExp): HTMLElement | undefined {
    return this.all(role).find((element) => matches(nameOf(element), name));
  }

  get(role: keyof typeof ROLES, name: string | RegExp): HTMLElement {
    const found = this.find(role, name);
    if (!found) throw new Error(`No ${role} "${String(name)}"; there is: ${this.all(role).map(nameOf).join(', ')}`);
    return found;
  }

  field(label: string): HTMLInputElement {
    const found = [...this.host.querySelectorAll('label')].find((element) => squeezed(element.textContent) === label);
    const field = found && this.host.querySelector<HTMLInputElement>(`input[id="${found.htmlFor}"]`);
    if (!field) throw new Error(`No field "${label}"`);
    return field;
  }

  async type(label: string, value: string): Promise<void> {
    const field = this.field(label);
    field.value = value;
    field.dispatchEvent(new Event('input'));
    await this.settle();
  }

  async press(role: keyof typeof ROLES, name: string | RegExp): Promise<void> {
    this.get(role, name).click();
    await this.settle();
  }

  async settle(): Promise<void> {
    await this.fixture.whenStable();
  }
}

export async function show<T>(component: Type<T>, inputs: Record<string, unknown> = {}): Promise<Page<T>> {
  const fixture = TestBed.createComponent(component);
  for (const [name, value] of Object.entries(inputs)) fixture.componentRef.setInput(name, value);
  document.body.append(fixture.nativeElement as HTMLElement);
  const page = new Page(fixture);
  await page.settle();
  return page;
}

function nameOf(element: HTMLElement): string {
  return squeezed(element.getAttribute('aria-label') ?? element.getAttribute('alt') ?? element.textContent);
}

function matches(text: string, name: string | RegExp): boolean {
  return typeof name === 'string' ? text === name : name.test(text);
}

function squeezed(text: string | null): string {
  return (text ?? '').replace(/\s+/g, ' ').trim();
}
