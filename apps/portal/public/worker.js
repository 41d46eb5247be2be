/* global self, importScripts */
// What belongs to the API goes past this worker: it is never kept, and streams are not held up.
const OURS_NOT = /^\/(api|v1)(\/|$)/i;

self.addEventListener('fetch', (event) => {
  if (OURS_NOT.test(new URL(event.request.url).pathname)) event.stopImmediatePropagation();
});

const WORKER = '/ngsw-worker.js';
const policy = self.trustedTypes?.createPolicy('vitrine', { createScriptURL: (url) => (url === WORKER ? url : '') });
importScripts(policy ? policy.createScriptURL(WORKER) : WORKER);
