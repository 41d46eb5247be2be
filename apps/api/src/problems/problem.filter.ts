import { type ArgumentsHost, Catch, type ExceptionFilter, Injectable } from '@nestjs/common';
import type { Request, Response } from 'express';
import { PinoLogger } from 'nestjs-pino';
import { ClientGoneError } from '../http/client-gone';
import { errorCode } from './error-code';
import { ExpectedRefusals } from './expected-refusals';
import type { ProblemException } from './problem.exception';
import { problemOf } from './problem-of';

/** The only place where an error becomes an answer. */
@Catch()
@Injectable()
export class ProblemFilter implements ExceptionFilter {
  private readonly refusals = new ExpectedRefusals();

  constructor(private readonly logger: PinoLogger) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const http = host.switchToHttp();
    const request = http.getRequest<Request>();
    const response = http.getResponse<Response>();
    if (error instanceof ClientGoneError) {
      response.destroy();
      return;
    }
    const problem = problemOf(error);
    const instance = String(request.id);
    if (problem.getStatus() >= 500) this.log(problem, instance);
    if (response.headersSent) response.destroy();
    else write(response, problem, instance);
  }

  /** Of what is expected under load, or lasts, one line without a stack, as there may be thousands. */
  private log(problem: ProblemException, instance: string): void {
    const cause = problem.cause ?? problem;
    const repeats = this.refusals.count(problem, performance.now());
    if (repeats === null) this.logger.error({ err: cause, instance }, 'request failed');
    else this.logger.warn({ event: 'request.refused', problem: problem.problem, code: errorCode(cause), repeats, instance }, 'request refused');
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
