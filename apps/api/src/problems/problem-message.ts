import { STATUS_CODES } from 'node:http';
import { v7 as uuidv7 } from 'uuid';
import type { ProblemException } from './problem.exception';

export interface ProblemMessage {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

/** Where no framework has added its own. */
const SECURITY_HEADERS = {
  'Cache-Control': 'no-store',
  'Content-Security-Policy': "default-src 'none'",
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Referrer-Policy': 'no-referrer',
  'X-Content-Type-Options': 'nosniff',
  'X-Frame-Options': 'SAMEORIGIN',
};

/** The answer to a request that no part of the application has seen, because it cannot be read. It ends its connection. */
export function problemMessage(problem: ProblemException): ProblemMessage {
  const body = JSON.stringify(problem.toProblem(uuidv7()));
  const headers = {
    ...SECURITY_HEADERS, 'Content-Type': 'application/problem+json; charset=utf-8', 'Content-Length': String(Buffer.byteLength(body)), Connection: 'close',
  };
  return { status: problem.getStatus(), headers, body };
}

/** The same as the bytes of an HTTP/1.1 response. */
export function problemBytes(problem: ProblemException): Buffer {
  const { status, headers, body } = problemMessage(problem);
  const lines = Object.entries({ ...headers, Date: new Date().toUTCString() }).map(([name, value]) => `${name}: ${value}\r\n`);
  return Buffer.from(`HTTP/1.1 ${String(status)} ${STATUS_CODES[status] ?? ''}\r\n${lines.join('')}\r\n${body}`);
}
