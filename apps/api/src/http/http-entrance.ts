import type { IncomingMessage, RequestListener, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import { notFound } from '../problems/catalogue';
import { errorCode } from '../problems/error-code';
import { problemBytes, problemMessage } from '../problems/problem-message';
import { problemOfParser, TIMEOUT } from './parser-errors';
import { PipelinedRequests } from './pipelined-requests';
import { checkRequestHead } from './request-head';

/**
 * Passes the requests of a server on to the application, one after the other on each connection, and answers with a
 * problem whatever cannot be read as a request.
 */
export class HttpEntrance {
  private readonly requests = new PipelinedRequests((request, response) => { this.pass(request, response); });

  constructor(
    server: Server,
    private readonly application: RequestListener,
  ) {
    // The second has its `100 Continue` from the code that reads the body.
    for (const event of ['request', 'checkContinue', 'checkExpectation']) server.on(event, this.requests.add);
    server.on('clientError', (error, socket) => { this.refuse(error, socket as Socket); });
    server.on('connect', (request, stream) => { this.refuseTunnel(request.socket, stream); });
  }

  private pass(request: IncomingMessage, response: ServerResponse): void {
    const problem = checkRequestHead(request);
    if (problem === null) {
      this.application(request, response);
      return;
    }
    const { status, headers, body } = problemMessage(problem);
    response.writeHead(status, headers).end(body);
  }

  /** Node has taken its listeners from the socket; the responses to the requests before may still be on the way. */
  private refuseTunnel(socket: Socket, stream: Duplex): void {
    for (const one of new Set([socket, stream])) one.on('error', () => undefined);
    socket.on('drain', () => { this.requests.drain(socket); });
    this.requests.closeWith(socket, problemBytes(notFound()));
  }

  private refuse(error: Error, socket: Socket): void {
    if (errorCode(error) === TIMEOUT && this.requests.isHeld(socket)) return;
    const problem = problemOfParser(error);
    if (problem === null || !socket.writable) socket.destroy();
    else this.requests.closeWith(socket, problemBytes(problem));
  }
}
