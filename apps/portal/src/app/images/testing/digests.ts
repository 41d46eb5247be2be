import { webcrypto } from 'node:crypto';

/** The DOM of the specs has no digest and reads no blob: both as a browser has them, until the function returned is called. */
export function withDigests(): () => void {
  Object.defineProperty(globalThis.crypto, 'subtle', { value: webcrypto.subtle, configurable: true });
  return () => { Object.defineProperty(globalThis.crypto, 'subtle', { value: undefined, configurable: true }); };
}

export function withReadableBlobs(): void {
  Blob.prototype.arrayBuffer = function (this: Blob) {
    return new Promise((resolve, reject) => {
      const reader = new FileReader();
      reader.onload = () => { resolve(reader.result as ArrayBuffer); };
      reader.onerror = () => { reject(reader.error ?? new Error('unreadable')); };
      reader.readAsArrayBuffer(this);
    });
  };
}
