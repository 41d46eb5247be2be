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
    ['GENERATION_LEASE_SECONDS', '0'], ['SESSION_MAX_DAYS', '0'], ['SESSION_MAX_DAYS', '3651'], ['SAVE_PATIENCE_SECONDS', '601'], ['SHUTDOWN_GRACE_SECONDS', '-1'], ['LOG_LEVEL', 'loud'], ['OPENAI_BASE_URL', 'localhost'], ['REGISTRATION', 'yes'],
    ['DATABASE_URL', 'postgres://localhost/vitrine'], ['PUBLIC_URL', 'https://images.example.com/vitrine'], ['PUBLIC_URL', 'https://images.example.com/?a'],
    ['TRUST_PROXY', 'nonsense'], ['TRUST_PROXY', '10.0.0.0/99'], ['TRUST_PROXY', 'loopback, ::1/129'], ['TRUST_PROXY', '10.0.0.0/8/8'], ['TRUST_PROXY', 'true'],
  ])('stop the start when %s is %j, naming it', (name, value) => {
    expect(() => readConfig({ [name]: value })).toThrow(new RegExp(`  ${name}: .+`));
  });

  it.each(['1', 'loopback', 'loopback, 10.0.0.0/8', '192.168.1.7', 'fd00::/8,::1'])('trust the proxies %j', (setting) => {
    expect(readConfig({ TRUST_PROXY: setting }).trustProxy).toEqual(setting === '1' ? 1 : setting);
  });

  it('name every wrong setting at once, and none of their values', () => {
    const start = () => readConfig({ PORT: 'secret-one', LOG_LEVEL: 'secret-two' });

    expect(start).toThrow(/PORT[\s\S]*LOG_LEVEL/);
    expect(start).not.toThrow(/secret/);
  });

  it('cannot be changed afterwards', () => {
    expect(() => Object.assign(readConfig({}), { port: 1 })).toThrow(TypeError);
  });
});
