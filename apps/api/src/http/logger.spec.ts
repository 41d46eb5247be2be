import { describe, expect, it } from '@jest/globals';
import { pathOf } from './logger';

const TICKET = 'CfC7OdbTmGs8R3C8Weq-aqVNqVIXDJ7wLcQzF6V7XLE';

describe('the path in the log', () => {
  it.each([
    ['/api/ai/my-images?q=secret', '/api/ai/my-images'],
    ['/api/ai/images/archive/AbC_-123', '/api/ai/images/archive/…'],
    ['/api/ai/images/archive/AbC_-123?x=1', '/api/ai/images/archive/…'],
    ['/API/ai/images/ARCHIVE/AbC_-123/', '/API/ai/images/ARCHIVE/…'],
    ['http://localhost:3000/api/ai/images/archive/AbC_-123', '/api/ai/images/archive/…'],
    ['HTTPS://name:password@images.example.com/api/ai/images/archive/AbC_-123?x=1', '/api/ai/images/archive/…'],
    ['http://name:password@images.example.com', ''],
    ['http://localhost:3000/api/ai/my-images?q=secret', '/api/ai/my-images'],
    ['//api/ai/images/archive/AbC_-123', '//api/ai/images/archive/…'],
    ['/api/ai/images/%61rchive%2fAbC_-123', '/api/ai/images/archive/…'],
    ['/other/archive/AbC_-123', '/other/archive/…'],
    ['/api/ai/images/archive', '/api/ai/images/archive'],
    ['/api/ai/images/archive-tickets', '/api/ai/images/archive-tickets'],
    ['/api/ai/albums/0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f', '/api/ai/albums/0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f'],
    [`/api/ai/images/archive\\${TICKET}`, '/api/ai/images/archive\\…'],
    [`/api/ai/images/%2561rchive/${TICKET}`, '/api/ai/images/%61rchive/…'],
    [`/api/auth/refresh/eyJhbGciOiJIUzI1NiJ9.${TICKET}.${TICKET}`, '/api/auth/refresh/eyJhbGciOiJIUzI1NiJ9.….…'],
    ['/api/ai/images/0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png', '/api/ai/images/0190b7f6-7c1e-7d7a-8a4b-0f5a3c9e1d2f.png'],
  ])('of %s is %s', (url, path) => {
    expect(pathOf(url)).toBe(path);
  });

  it('is cut when it is long', () => {
    expect(pathOf('/a'.repeat(250))).toHaveLength(120);
  });
});
