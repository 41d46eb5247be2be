import { domainToASCII } from 'node:url';
import { EMAIL_MAX, isVisible } from '@vitrine/contracts';

const LOCAL_PART_MAX = 64;
/** `domainToASCII` reads as a URL does: it would cut at these, or decode them. */
const NOT_OF_A_DOMAIN = /[/\\?#%:@[\]]/;
const LABEL = /^[a-z0-9_]([a-z0-9_-]{0,61}[a-z0-9_])?$/;

/** One spelling for one mailbox: trimmed, lower case, the domain in ASCII. Null when it cannot be an address. */
export function canonicalEmail(email: string): string | null {
  const trimmed = email.trim();
  if (trimmed.length > EMAIL_MAX) return null;
  const at = trimmed.lastIndexOf('@');
  const local = trimmed.slice(0, at).normalize('NFC').toLowerCase();
  const domain = canonicalDomain(trimmed.slice(at + 1));
  if (at < 1 || !isVisible(local) || domain === null || local.length > LOCAL_PART_MAX) return null;
  const canonical = `${local}@${domain}`;
  return canonical.length <= EMAIL_MAX ? canonical : null;
}

function canonicalDomain(domain: string): string | null {
  if (NOT_OF_A_DOMAIN.test(domain)) return null;
  const ascii = domainToASCII(domain);
  return ascii.split('.').every((label) => LABEL.test(label)) ? ascii : null;
}
