const MAPPED = /^::ffff:([0-9a-f]{1,4}):([0-9a-f]{1,4})$/;

/** An IPv6 address in its one short form (https://www.rfc-editor.org/rfc/rfc5952), without its zone. */
export function shortIPv6(address: string): string {
  const [plain = ''] = address.split('%', 1);
  return new URL(`http://[${plain}]`).hostname.slice(1, -1);
}

/** The IPv4 address that an IPv6 address in its short form stands for, or null. */
export function mappedIPv4(short: string): string | null {
  const words = MAPPED.exec(short)?.slice(1).map((word) => parseInt(word, 16));
  return words ? words.flatMap((word) => [word >> 8, word & 0xff]).join('.') : null;
}
