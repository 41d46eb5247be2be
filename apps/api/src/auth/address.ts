import { isIPv6 } from 'node:net';
import { mappedIPv4, shortIPv6 } from '../http/ip-address';

const GROUPS = 8;
const NETWORK_GROUPS = 4;

/** What limits count by: an IPv4 address, or the /64 network of an IPv6 one, which one household has whole. */
export function networkOf(address: string): string {
  const [plain = ''] = address.split('%', 1);
  if (!isIPv6(plain)) return plain;
  const short = shortIPv6(plain);
  return mappedIPv4(short) ?? `${groupsOf(short).slice(0, NETWORK_GROUPS).join(':')}::/64`;
}

function groupsOf(short: string): string[] {
  const [head = '', tail] = short.split('::');
  const before = head === '' ? [] : head.split(':');
  const after = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = Array<string>(Math.max(0, GROUPS - before.length - after.length)).fill('0');
  return [...before, ...zeros, ...after];
}
