import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import express from 'express';
import { stripForwardedPorts } from './forwarded-for';

describe('the address of a visitor behind a proxy', () => {
  let server: Server;
  beforeAll((done) => {
    const app = express();
    app.set('trust proxy', 'loopback, 10.0.0.0/8, fd00::/8');
    app.use(stripForwardedPorts);
    app.use((request, response) => void response.send(request.ip));
    server = app.listen(0, '127.0.0.1', () => { done(); });
  });
  afterAll((done) => void server.close(() => { done(); }));

  const addressFor = async (header: string) => {
    const { port } = server.address() as AddressInfo;
    return (await fetch(`http://127.0.0.1:${String(port)}/`, { headers: { 'x-forwarded-for': header } })).text();
  };

  it.each([
    ['203.0.113.7', '203.0.113.7'],
    ['203.0.113.7:54321', '203.0.113.7'],
    ['203.0.113.7:54321, 10.0.0.1:443', '203.0.113.7'],
    ['198.51.100.1, 203.0.113.7:1 , 10.0.0.1', '203.0.113.7'],
    ['[2001:db8::1]:54321', '2001:db8::1'],
    ['[2001:db8::1]', '2001:db8::1'],
    ['203.0.113.7:', '203.0.113.7'],
    ['[2001:db8::1]:', '2001:db8::1'],
    ['203.0.113.7:123456', '203.0.113.7'],
    ['2001:db8::1, [fd00::1]:80', '2001:db8::1'],
    ['2001:db8::1:443', '2001:db8::1:443'],
    [`${'198.51.100.1, '.repeat(1000)}203.0.113.7:1, 10.0.0.1`, '203.0.113.7'],
    ['2001:db8::1', '2001:db8::1'],
    ['::ffff:203.0.113.7', '::ffff:203.0.113.7'],
  ])('is without the port in %j', async (header, address) => {
    expect(await addressFor(header)).toBe(address);
  });
});
