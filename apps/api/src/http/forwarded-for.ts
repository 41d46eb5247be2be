import type { NextFunction, Request, Response } from 'express';

const HEADER = 'x-forwarded-for';
const IPV4_WITH_PORT = /^(\d{1,3}(?:\.\d{1,3}){3}):\d*$/;
const IPV6_IN_BRACKETS = /^\[([0-9a-f:.%]+)\](?::\d*)?$/i;

/** Some gateways, Azure's among them, add the port, which changes with each connection: limits by address would never count to two. */
export function stripForwardedPorts(request: Request, _response: Response, next: NextFunction): void {
  const header = request.headers[HEADER];
  if (typeof header === 'string') request.headers[HEADER] = header.split(',').map(withoutPort).join(', ');
  next();
}

function withoutPort(entry: string): string {
  const text = entry.trim();
  return (IPV4_WITH_PORT.exec(text) ?? IPV6_IN_BRACKETS.exec(text))?.[1] ?? text;
}
