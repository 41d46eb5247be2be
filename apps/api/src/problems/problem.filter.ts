import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PinoLogger } from 'nestjs-pino';
import type { ProblemException } from './problem.exception';
import { problemOf } from './problem-of';

/** The only place where an error becomes an answer. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  constructor(private readonly logger: PinoLogger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    const problem = problemOf(error);
    const instance = String(request.id);
    if (problem.getStatus() >= 500) this.logger.error({ err: problem.cause ?? problem, instance }, 'request failed');
    if (response.headersSent) response.destroy();
    else write(response, problem, instance);
  }
}

/** Headers that a handler may have set for the bytes it then could not send. */
const OF_BYTES = ['ETag', 'Content-Disposition', 'Accept-Ranges'];

function write(response: Response, problem: ProblemException, instance: string): void {
  for (const name of OF_BYTES) response.removeHeader(name);
  if (problem.problem !== 'range-not-satisfiable') response.removeHeader('Content-Range');
  response.status(problem.getStatus()).setHeader('Cache-Control', 'no-store');
  for (const [name, value] of Object.entries(problem.headers)) response.setHeader(name, value);
  if (problem.getStatus() === 401) response.setHeader('WWW-Authenticate', 'Bearer');
  if (problem.extras.retryAfter !== undefined) response.setHeader('Retry-After', problem.extras.retryAfter);
  response.setHeader('Content-Type', 'application/problem+json; charset=utf-8');
  const body = JSON.stringify(problem.toProblem(instance));
  response.setHeader('Content-Length', Buffer.byteLength(body));
  response.end(body);
}
