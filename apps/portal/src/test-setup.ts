import { setupZonelessTestEnv } from 'jest-preset-angular/setup-env/zoneless/index.mjs';

// jsdom lays nothing out, so that nothing is ever resized.
globalThis.ResizeObserver = class {
  observe(): void { /* nothing to observe */ }
  unobserve(): void { /* nothing to observe */ }
  disconnect(): void { /* nothing to observe */ }
};

setupZonelessTestEnv({ errorOnUnknownElements: true, errorOnUnknownProperties: true });
