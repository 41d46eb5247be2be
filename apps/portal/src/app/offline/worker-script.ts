import { DOCUMENT } from '@angular/common';
import { inject } from '@angular/core';

const WORKER = '/worker.js';

interface TrustedTypes {
  createPolicy(name: string, rules: { createScriptURL: (url: string) => string }): { createScriptURL(url: string): string };
}

/** The one script a worker may be made of, in the form that the content security policy asks for where a browser knows it. */
export function workerScript(): string {
  const { trustedTypes } = inject(DOCUMENT).defaultView as (Window & { readonly trustedTypes?: TrustedTypes }) | null ?? {};
  const policy = trustedTypes?.createPolicy('vitrine', { createScriptURL: (url) => (url === WORKER ? url : '') });
  return policy?.createScriptURL(WORKER) ?? WORKER;
}
