import type { DeviceSpace } from './local-image-store';

const PREFIX_BYTES = 16;

/** Where this device keeps the images of that user, or of guests. The key tells nobody who it was. */
export async function spaceOf(userId: string | null): Promise<DeviceSpace> {
  return userId === null ? 'guest' : `u:${await keyOf(userId)}`;
}

async function keyOf(userId: string): Promise<string> {
  // Pages on plain http from another machine have no digest; the id, itself a random number, serves there.
  if (!hasDigest()) return userId.replaceAll('-', '');
  const digest = await crypto.subtle.digest('SHA-256', new TextEncoder().encode(userId));
  return hex(digest).slice(0, PREFIX_BYTES * 2);
}

/** Lower-case hex, or null where the page has no digest. */
export async function sha256Of(bytes: Blob): Promise<string | null> {
  return hasDigest() ? hex(await crypto.subtle.digest('SHA-256', await bytes.arrayBuffer())) : null;
}

function hasDigest(): boolean {
  return (crypto as Partial<Crypto>).subtle !== undefined;
}

function hex(bytes: ArrayBuffer): string {
  return Array.from(new Uint8Array(bytes), (byte) => byte.toString(16).padStart(2, '0')).join('');
}
