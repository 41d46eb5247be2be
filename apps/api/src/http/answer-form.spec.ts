import { describe, expect, it } from '@jest/globals';
import { IncomingMessage } from 'node:http';
import { Socket } from 'node:net';
import express, { type Request } from 'express';
import { answerFormOf } from './answer-form';

function asked(headers: Record<string, string>): Request {
  const request = Object.setPrototypeOf(new IncomingMessage(new Socket()), express.request) as Request;
  Object.assign(request.headers, headers);
  return request;
}

describe('how a caller wants to wait', () => {
  it.each([
    [{}, 'waiting'],
    [{ accept: '*/*' }, 'waiting'],
    [{ accept: 'application/json, text/event-stream;q=0.5' }, 'waiting'],
    [{ accept: 'image/png' }, 'waiting'],
    [{ accept: 'text/event-stream' }, 'events'],
    [{ accept: 'text/event-stream, application/json;q=0.9' }, 'events'],
    [{ accept: 'text/event-stream', prefer: 'respond-async' }, 'events'],
    [{ prefer: 'respond-async' }, 'at-once'],
    [{ prefer: 'wait=10, Respond-Async; x=1' }, 'at-once'],
    [{ prefer: 'no-respond-async' }, 'waiting'],
  ])('%j: %s', (headers, form) => {
    expect(answerFormOf(asked(headers as Record<string, string>))).toBe(form);
  });
});
