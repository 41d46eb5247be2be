import { describe, expect, it } from '@jest/globals';
import { readCookie, writeCookie } from './cookies';

describe('cookies', () => {
  it('are found by their whole name, the first of two', () => {
    expect(readCookie('other_name=0; name=1; name=2', 'name')).toBe('1');
    expect(readCookie('name=a=b', 'name')).toBe('a=b');
  });

  it.each([undefined, '', 'name', '=1', 'nam=1', 'names=1', 'x=name=1'])('are missing where nobody sent them: %j', (header) => {
    expect(readCookie(header, 'name')).toBeNull();
  });

  it('are out of reach of scripts and other sites, and of plain http where there is https', () => {
    const cookie = { name: 'name', path: '/part', secure: true };

    expect(writeCookie(cookie, 'value', 60)).toBe('name=value; Path=/part; Max-Age=60; HttpOnly; SameSite=Strict; Secure');
    expect(writeCookie({ ...cookie, secure: false }, '', 0)).toBe('name=; Path=/part; Max-Age=0; HttpOnly; SameSite=Strict');
  });
});
