import { describe, expect, it } from '@jest/globals';
import { readConfig } from './config';

describe('the settings', () => {
  it('run on one machine without any being given', () => {
    const config = readConfig({});

    expect(config.port).toBe(3000);
    expect(config.host).toBe('127.0.0.1');
    expect(config.publicUrl.origin).toBe('http://localhost:3000');
    expect(config.openai).toBeNull();
    expect(config.databaseFile).toMatch(/data\/vitrine\.db$/);
  });

  it('take an empty value for one that was not given', () => {
    expect(readConfig({ OPENAI_API_KEY: '', PORT: '' }).openai).toBeNull();
  });

  it('draw with a provider as soon as it has a key or an address', () => {
    expect(readConfig({ OPENAI_API_KEY: 'key' }).openai).toMatchObject({ apiKey: 'key', baseUrl: null });
    expect(readConfig({ OPENAI_BASE_URL: 'http://localhost:8080/v1' }).openai).toMatchObject({ apiKey: null });
  });

  it.each([
    ['PORT', '65536'], ['PORT', '-1'], ['PORT', '3e3'], ['PUBLIC_URL', 'ftp://x'], ['PUBLIC_URL', 'nowhere'],
    ['GENERATION_TIMEOUT_SECONDS', '0'], ['GENERATIONS_AT_ONCE', '0'], ['GENERATIONS_PER_USER', 'two'],
    ['GENERATION_LEASE_SECONDS', '0'], ['SESSION_MAX_DAYS', '0'], ['SESSION_MAX_DAYS', '3651'], ['SAVE_PATIENCE_SECONDS', '601'], ['STORAGE_TIMEOUT_SECONDS', '0'], ['SHUTDOWN_GRACE_SECONDS', '-1'], ['LOG_LEVEL', 'loud'], ['OPENAI_BASE_URL', 'localhost'], ['REGISTRATION', 'yes'], ['OPENAI_IMAGE_MODEL', 'm'.repeat(101)],
    ['DATABASE_URL', 'postgres://localhost/vitrine'], ['PUBLIC_URL', 'https://images.example.com/vitrine'], ['PUBLIC_URL', 'https://images.example.com/?a'], ['PUBLIC_URL', 'https://images.example.com/#a'], ['PUBLIC_URL', 'https://me:secret@images.example.com'],
    ['OPENAI_BASE_URL', 'https://name:secret@service.example/v1'], ['OPENAI_BASE_URL', 'https://name@service.example/v1'], ['OPENAI_BASE_URL', 'https://a.openai.azure.com/openai/deployments/pictures'],
    ['OPENAI_API_KEY', 'two words'], ['OPENAI_STREAM', 'no'], ['OPENAI_RESPONSE_FORMAT', 'url'],
    ['OPENAI_HEADERS', 'x: y'], ['OPENAI_HEADERS', '["x"]'], ['OPENAI_HEADERS', '{"x":1}'], ['OPENAI_HEADERS', '{"a b":"c"}'], ['OPENAI_HEADERS', '{"a":"b\\r\\nc: d"}'], ['OPENAI_HEADERS', '{"Content-Length":"1"}'], ['OPENAI_HEADERS', '{"host":"x"}'],
    ['OPENAI_IMAGE_ORIGINS', 'images.example.com'], ['OPENAI_IMAGE_ORIGINS', 'https://images.example.com/path'], ['OPENAI_IMAGE_ORIGINS', 'https://name:secret@images.example.com'], ['OPENAI_IMAGE_ORIGINS', '10.0.0.0/33'], ['OPENAI_IMAGE_ORIGINS', '*'], ['OPENAI_IMAGE_ORIGINS', 'ftp://images.example.com'],
    ['HTTP_PROXY', 'socks5://localhost'], ['https_proxy', 'http://'],
    ['TRUST_PROXY', 'nonsense'], ['TRUST_PROXY', '10.0.0.0/99'], ['TRUST_PROXY', 'loopback, ::1/129'], ['TRUST_PROXY', '10.0.0.0/8/8'], ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', '0.0.0.0/0'], ['TRUST_PROXY', '::/0'], ['TRUST_PROXY', '0::/0'], ['TRUST_PROXY', '10.0.0.1/0'], ['TRUST_PROXY', '0.0.0.0/1, 128.0.0.0/1'], ['TRUST_PROXY', '0.0.0.0/7'],
    ['TRUST_PROXY', '2000::/3'], ['TRUST_PROXY', '::ffff:0.0.0.0/96'], ['TRUST_PROXY', '::ffff:0:0/97'], ['TRUST_PROXY', '0:0:0:0:0:FFFF:0:0/96'], ['TRUST_PROXY', 'loopback, ::/1'], ['TRUST_PROXY', '10'], ['TRUST_PROXY', '99'], ['TRUST_PROXY', '*'],
  ])('stop the start when %s is %j, naming it', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`  ${name}: .+`));
  });

  it.each(['0.0.0.0/0', '::/0', '::ffff:0:0/96', '99'])('say that %s would trust everybody', (setting) => {
    expect(() => readConfig({ TRUST_PROXY: setting })).toThrow(/^These settings are wrong:\n {2}TRUST_PROXY: .*everybody.*$/);
  });

  it.each([
    ['/8 of IPv4', (at: number) => `${String(at)}.0.0.0/8`, 256], ['/8 of IPv4, in IPv6', (at: number) => `::ffff:${String(at)}.0.0.0/104`, 256],
    ['/16 of the public IPv6 addresses', (at: number) => `${(0x2000 + at).toString(16)}::/16`, 0x2000],
  ])('say that everybody would be trusted by every %s', (_, range, count) => {
    const all = Array.from({ length: count }, (_range, at) => range(at));

    expect(() => readConfig({ TRUST_PROXY: all.join(',') })).toThrow(/TRUST_PROXY: .*everybody/);
    expect(readConfig({ TRUST_PROXY: all.slice(0, 16).join(',') }).trustProxy).toBe(all.slice(0, 16).join(','));
  });

  it.each(['1', 'loopback', 'loopback, 10.0.0.0/8', '192.168.1.7', 'fd00::/8,::1', 'fc00::/7', '2400:cb00::/32', '::ffff:10.0.0.0/104', 'linklocal,uniquelocal'])('trust the proxies %j', (setting) => {
    expect(readConfig({ TRUST_PROXY: setting }).trustProxy).toEqual(setting === '1' ? 1 : setting);
  });

  it('name no password of an address that is refused', () => {
    expect(() => readConfig({ OPENAI_BASE_URL: 'https://name:secret@service.example/v1' })).toThrow(/^((?!secret)[^])*$/);
  });

  it('read what a gateway, Azure and a proxy need', () => {
    const { openai, proxy } = readConfig({
      OPENAI_API_KEY: ' key\n', OPENAI_BASE_URL: 'https://a.openai.azure.com/openai/deployments/pictures?api-version=2025-04-01-preview', OPENAI_HEADERS: '{"X-Tenant":"a"}', OPENAI_STREAM: 'false',
      OPENAI_RESPONSE_FORMAT: 'b64_json', OPENAI_IMAGE_ORIGINS: 'https://IMAGES.example.com:443/, http://127.0.0.1:9000,10.0.0.0/8', HTTP_PROXY: 'http://upper:1', http_proxy: 'lower:2', NO_PROXY: 'localhost',
    });

    expect(openai).toMatchObject({ apiKey: 'key', headers: { 'x-tenant': 'a' }, stream: false, responseFormat: 'b64_json' });
    expect([...(openai?.imageOrigins.origins ?? [])]).toEqual(['https://images.example.com', 'http://127.0.0.1:9000']);
    expect(['127.0.0.1', '127.0.0.2', '10.9.9.9'].map((address) => openai?.imageOrigins.addresses.check(address))).toEqual([true, false, true]);
    expect(proxy).toEqual({ http: 'http://lower:2/', https: null, none: 'localhost' });
  });

  it('name every wrong setting at once, and none of their values', () => {
    const start = () => readConfig({ PORT: 'secret-one', LOG_LEVEL: 'secret-two' });

    expect(start).toThrow(/PORT[\s\S]*LOG_LEVEL/);
    expect(start).not.toThrow(/secret/);
  });

  it.each(['https://images.example.com/', 'https://images.example.com:443', 'HTTPS://Images.Example.com'])('take %s for the public address', (address) => {
    expect(readConfig({ PUBLIC_URL: address }).publicUrl.href).toBe('https://images.example.com/');
  });

  it('cannot be changed afterwards', () => {
    expect(() => Object.assign(readConfig({}), { port: 1 })).toThrow(TypeError);
  });
});
