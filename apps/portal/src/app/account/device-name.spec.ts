import { TestBed } from '@angular/core/testing';
import { afterEach, describe, expect, it } from '@jest/globals';
import { Words } from '../i18n/words';
import { deviceName } from './device-name';

const named = (agent: string) => deviceName(agent, TestBed.inject(Words));
const KIT = 'AppleWebKit/537.36 (KHTML, like Gecko)';
const IPHONE = 'Mozilla/5.0 (iPhone; CPU iPhone OS 17_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko)';

afterEach(() => { localStorage.clear(); });

describe('the name of a device', () => {
  it.each([
    [`Mozilla/5.0 (X11; Linux x86_64) ${KIT} Chrome/126.0.0.0 Safari/537.36`, 'Chrome on Linux'],
    [`Mozilla/5.0 (X11; Linux x86_64) ${KIT} HeadlessChrome/126.0.0.0 Safari/537.36`, 'Chrome on Linux'],
    [`Mozilla/5.0 (Linux; Android 14; Pixel 8) ${KIT} Chrome/126.0.0.0 Mobile Safari/537.36`, 'Chrome on Android'],
    [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${KIT} Chrome/126.0.0.0 Safari/537.36`, 'Chrome on ChromeOS'],
    [`${IPHONE} CriOS/126.0.6478.54 Mobile/15E148 Safari/604.1`, 'Chrome on iPhone'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KIT} Chrome/126.0.0.0 Safari/537.36 Edg/126.0.2592.68`, 'Edge on Windows'],
    [`Mozilla/5.0 (Linux; Android 10; K) ${KIT} Chrome/126.0.0.0 Mobile Safari/537.36 EdgA/126.0.2592.80`, 'Edge on Android'],
    [`Mozilla/5.0 (Windows NT 10.0; Win64; x64) ${KIT} Chrome/126.0.0.0 Safari/537.36 OPR/112.0.0.0`, 'Opera on Windows'],
    [`Mozilla/5.0 (Linux; Android 14; SAMSUNG SM-S921B) ${KIT} SamsungBrowser/25.0 Chrome/121.0.0.0 Mobile Safari/537.36`, 'Samsung Internet on Android'],
    ['Mozilla/5.0 (X11; Ubuntu; Linux x86_64; rv:127.0) Gecko/20100101 Firefox/127.0', 'Firefox on Linux'],
    ['Mozilla/5.0 (Android 14; Mobile; rv:127.0) Gecko/127.0 Firefox/127.0', 'Firefox on Android'],
    [`${IPHONE} FxiOS/127.0 Mobile/15E148 Safari/605.1.15`, 'Firefox on iPhone'],
    [`${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`, 'Safari on iPhone'],
    ['Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1', 'Safari on iPad'],
    ['Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.5 Safari/605.1.15', 'Safari on macOS'],
  ])('that says %s is: %s', (agent, name) => {
    expect(named(agent)).toBe(name);
  });

  it.each([
    ['curl/8.5.0', 'curl'], ['node', 'node'], ['python-requests/2.32.3', 'python-requests'],
    ['Mozilla/5.0 (X11; Linux x86_64) SomethingNew/1.0', 'Linux'], ['Unknown device', 'Unknown device'], ['Mozilla/5.0', 'Unknown device'], ['', 'Unknown device'],
  ])('that is no browser we know, %j, is what it calls itself first: %s', (agent, name) => {
    expect(named(agent)).toBe(name);
  });

  it('is told in the language of the person', async () => {
    await TestBed.inject(Words).choose('de');
    expect([named(`${IPHONE} Version/17.5 Mobile/15E148 Safari/604.1`), named('')]).toEqual(['Safari auf iPhone', 'Unbekanntes Gerät']);
  });
});
