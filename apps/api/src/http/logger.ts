import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Config } from '../config/config';

/** One line a request: method, route without its query, status, time. Never a prompt, a token, a cookie or a body. */
export function loggerModule(config: Config): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      level: config.logLevel,
      quietReqLogger: true,
      autoLogging: { ignore: (request) => request.url?.startsWith('/api/health') ?? false },
      serializers: {
        req: (request: { id: string; method: string; url: string }) => ({
          id: request.id,
          method: request.method,
          path: pathOf(request.url),
        }),
        res: (response: { statusCode: number }) => ({ status: response.statusCode }),
      },
    },
  });
}

/** Whoever has what stands behind it may download. */
const TICKET = /^(\/api\/ai\/images\/archive\/).+/is;

/** A query can hold what a person searched for, and one path a ticket; the others hold ids only, and anything else is cut. */
export function pathOf(url: string): string {
  const [path = ''] = url.split(/[?#]/, 1);
  return path.replace(TICKET, '$1…').slice(0, 120);
}
