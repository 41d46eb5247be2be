import type { DynamicModule } from '@nestjs/common';
import { LoggerModule } from 'nestjs-pino';
import type { Config } from '../config/config';

/** One line a request: method, route without its query, status, time. Never a prompt, a token, a cookie or a body. */
export function loggerModule(config: Config): DynamicModule {
  return LoggerModule.forRoot({
    pinoHttp: {
      level: config.logLevel,
      quietReqLogger: true,
      // Without the error that the library makes of a status: its stack says nothing, and what failed is a line of its own.
      customErrorObject: (_request, _response, _error, { err: _made, ...line }: Record<string, unknown>) => line,
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

const PATH_MAX = 120;
/** A target in absolute form, `GET http://host/path`, is a valid one; its authority may hold a password. */
const ORIGIN = /^[a-z][a-z0-9+.-]*:\/\/[^/]*/i;
/** Whoever has what stands behind it may download. */
const TICKET = '/archive/';
/** As long as a ticket or a token, and longer than an id: in any path, however it is mistyped. */
const LIKE_A_SECRET = /[\w-]{40,}/g;

/** A query can hold what a person searched for, and one path a ticket; the others hold ids only, and anything else is cut. */
export function pathOf(url: string): string {
  const [target = ''] = url.slice(0, 10 * PATH_MAX).split(/[?#]/, 1);
  const path = unescaped(target.replace(ORIGIN, '')).replace(LIKE_A_SECRET, '…').slice(0, PATH_MAX);
  const at = path.toLowerCase().indexOf(TICKET);
  return at === -1 ? path : `${path.slice(0, at + TICKET.length)}…`;
}

/** Letters and signs of ASCII may be written as escapes in a path that is no route, and names the same all the same. */
function unescaped(path: string): string {
  return path.replace(/%[2-7][0-9a-f]/gi, (escape) => String.fromCharCode(parseInt(escape.slice(1), 16)));
}
