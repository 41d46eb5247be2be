import type { Words } from '../i18n/words';

type Sign = readonly [name: string, sign: RegExp];

/** The first that fits: most browsers also claim to be Chrome, Safari or both. */
const BROWSERS: readonly Sign[] = [
  ['Edge', /\bEdg(?:e|A|iOS)?\//],
  ['Opera', /\b(?:OPR|OPT|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Vivaldi', /\bVivaldi\//],
  ['Firefox', /\b(?:Firefox|FxiOS)\//],
  ['Chrome', /\b(?:Headless)?Chrom(?:e|ium)\/|\bCriOS\//],
  ['Safari', /\bVersion\/\S+ (?:Mobile\/\S+ )?Safari\//],
];
/** Android calls itself Linux as well, and an iPhone says "like Mac OS X". */
const SYSTEMS: readonly Sign[] = [
  ['iPhone', /\biPhone\b/],
  ['iPad', /\biPad\b/],
  ['Android', /\bAndroid\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['Windows', /\bWindows\b/],
  ['macOS', /\bMacintosh\b/],
  ['Linux', /\bLinux\b/],
];
/** What the API calls a device that did not say what it is. */
const UNKNOWN = 'Unknown device';

/** "Chrome on Linux", of what a browser says of itself; of anything else the name it gives itself first. */
export function deviceName(agent: string, words: Words): string {
  const [browser, system] = [nameIn(BROWSERS, agent), nameIn(SYSTEMS, agent)];
  if (browser && system) return words.t('sessions.device', { browser, system });
  return browser ?? ownName(agent) ?? system ?? words.t('sessions.unknown');
}

/** What stands first; that of a browser tells nothing, as they are all called Mozilla. */
function ownName(agent: string): string | undefined {
  const [product] = /^[^\s/;(]+/.exec(agent) ?? [];
  return agent === UNKNOWN || product === 'Mozilla' ? undefined : product;
}

function nameIn(signs: readonly Sign[], agent: string): string | undefined {
  return signs.find(([, sign]) => sign.test(agent))?.[0];
}
