import { type LookupAddress, type LookupOptions, lookup } from 'node:dns';
import { BlockList, isIP, type LookupFunction } from 'node:net';
import { type Dispatcher, EnvHttpProxyAgent } from 'undici';
import type { ProxyConfig } from '../../config/openai-settings';

/** As `dns.lookup` resolves the name of a host. */
export type Resolve = (hostname: string, options: LookupOptions & { all: true }, callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void) => void;

/** Gateways add many headers, and an image that is paid for must not be lost by them. */
const HEADER_BYTES_MAX = 64 * 1024;

/** The code of the error for an address that may not be connected to. */
export const PRIVATE_ADDRESS = 'PRIVATE_ADDRESS';

/** Addresses of this machine, of private networks and of other special uses (IANA's registries), with those that carry an IPv4 address inside. */
const PRIVATE = new BlockList();
for (const range of [
  '0.0.0.0/8', '10.0.0.0/8', '100.64.0.0/10', '127.0.0.0/8', '169.254.0.0/16', '172.16.0.0/12', '192.0.0.0/24', '192.0.2.0/24',
  '192.88.99.0/24', '192.168.0.0/16', '198.18.0.0/15', '198.51.100.0/24', '203.0.113.0/24', '224.0.0.0/4', '240.0.0.0/4',
]) addTo(PRIVATE, range, 'ipv4');
for (const range of ['::/96', '64:ff9b::/96', '64:ff9b:1::/48', '100::/64', '2001::/23', '2001:db8::/32', '2002::/16', 'fc00::/7', 'fe80::/10', 'fec0::/10', 'ff00::/8']) addTo(PRIVATE, range, 'ipv6');

/**
 * Connections to the image service, by way of a proxy where one is set. Once connected they have no time limit of their
 * own, unlike Node's default of 300 s for headers and for the body: the deadline of a generation is the only clock.
 */
export function serviceDispatcher(proxy: ProxyConfig): Dispatcher {
  return dispatcherFor(proxy);
}

/** The same for addresses on other origins: a connection is made to the very address that was looked up and found to be public, or listed. */
export function imageDispatcher(proxy: ProxyConfig, listed: BlockList, resolve: Resolve = lookup): Dispatcher {
  return dispatcherFor(proxy, lookupAllowed(listed, resolve));
}

/** Whether the host of an address is itself an address that may not be connected to. Names are judged when they are looked up. */
export function isForbiddenHost(hostname: string, listed: BlockList): boolean {
  const address = hostname.replace(/^\[|\]$/g, '');
  return isIP(address) !== 0 && !isAllowed(address, listed);
}

function dispatcherFor(proxy: ProxyConfig, through?: LookupFunction): Dispatcher {
  return new EnvHttpProxyAgent({
    // An empty text, as what is not given would be read from the environment.
    httpProxy: proxy.http ?? '',
    httpsProxy: proxy.https ?? '',
    noProxy: proxy.none,
    allowH2: false,
    maxHeaderSize: HEADER_BYTES_MAX,
    connect: through ? { lookup: through } : {},
  }).compose(withoutTimeLimits);
}

/** Of each request, as the agent of a plain proxy does not take them from its options. */
const withoutTimeLimits: Dispatcher.DispatcherComposeInterceptor = (dispatch) => (options, handler) =>
  dispatch({ ...options, headersTimeout: 0, bodyTimeout: 0 }, handler);

function lookupAllowed(listed: BlockList, resolve: Resolve): LookupFunction {
  return (hostname, options, callback) => {
    resolve(hostname, { ...options, all: true }, (error, addresses) => {
      const [first] = error ? [] : addresses;
      if (error || !first) callback(error ?? forbidden(), '');
      else if (!addresses.every(({ address }) => isAllowed(address, listed))) callback(forbidden(), '');
      else if (options.all) callback(null, addresses);
      else callback(null, first.address, first.family);
    });
  };
}

function forbidden(): NodeJS.ErrnoException {
  return Object.assign(new Error('the address is private'), { code: PRIVATE_ADDRESS });
}

function isAllowed(address: string, listed: BlockList): boolean {
  const family = isIP(address) === 6 ? 'ipv6' : 'ipv4';
  return !PRIVATE.check(address, family) || listed.check(address, family);
}

function addTo(list: BlockList, range: string, family: 'ipv4' | 'ipv6'): void {
  const [address = '', length] = range.split('/');
  list.addSubnet(address, Number(length), family);
}
