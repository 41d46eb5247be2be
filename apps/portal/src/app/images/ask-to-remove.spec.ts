import { TestBed } from '@angular/core/testing';
import { MATERIAL_ANIMATIONS } from '@angular/material/core';
import { describe, expect, it } from '@jest/globals';
import { ApiImageSource } from './api-image-source';
import { AskToRemove } from './ask-to-remove';
import { DeviceImageSource } from './device-image-source';
import { anImage } from './testing/images';
import { InMemoryImageSource } from './testing/in-memory-image-source';
import { someone } from './testing/someone';

async function asked() {
  TestBed.configureTestingModule({ providers: [
    ...someone('maya').providers,
    { provide: ApiImageSource, useValue: new InMemoryImageSource() }, { provide: DeviceImageSource, useValue: new InMemoryImageSource() },
    { provide: MATERIAL_ANIMATIONS, useValue: { animationsDisabled: false } },
  ] });
  const answer = TestBed.inject(AskToRemove).whether({ images: [anImage()], days: 30 });
  const question = await shown();
  return { answer, go: () => { question.querySelector<HTMLElement>('.danger')?.click(); } };
}

async function shown(): Promise<Element> {
  for (;;) {
    const question = document.querySelector('app-remove-dialog');
    if (question?.querySelector('.danger')?.textContent) return question;
    await new Promise((resolve) => { setTimeout(resolve, 10); });
  }
}

const escape = () => document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', keyCode: 27, bubbles: true, cancelable: true }));

describe('the question before something is deleted', () => {
  it('is answered by what was pressed', async () => {
    const { answer, go } = await asked();
    go();
    expect(await answer).toBe(true);
  });

  it('means no when it is left by Escape', async () => {
    const { answer } = await asked();
    escape();
    expect(await answer).toBe(false);
  });

  it('keeps its answer when Escape is pressed while it closes', async () => {
    const { answer, go } = await asked();
    go();
    escape();
    expect(await answer).toBe(true);
  });

  it('keeps its no when the button is pressed while it closes', async () => {
    const { answer, go } = await asked();
    escape();
    go();
    expect(await answer).toBe(false);
  });
});
