import { applyDecorators } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { PROBLEMS, Problem, type ProblemName } from '@vitrine/contracts';
import type * as z from 'zod';

export interface OperationDescription {
  /** Unique in the document; names the function of a generated client. */
  readonly id: string;
  readonly summary: string;
  readonly tag: string;
  readonly description?: string;
  /** Status of success; 200 unless told. */
  readonly status?: number;
  /** Body of success; none (204) or bytes when left out. */
  readonly answers?: z.ZodType;
  /** Content types of a body that is not JSON. */
  readonly produces?: readonly string[];
  /** What it can answer besides what every route can. */
  readonly problems?: readonly ProblemName[];
  /** How a caller proves who it is; a bearer token unless told. Public handlers say `[]`. */
  readonly security?: readonly ('bearer' | 'media-cookie' | 'refresh-cookie')[];
}

/** What every route can answer, whatever it does. */
const ALWAYS: readonly ProblemName[] = ['invalid-request', 'too-many-requests', 'internal-error', 'database-unavailable'];

/** Everything the OpenAPI document says of one handler. */
export function Operation(operation: OperationDescription): MethodDecorator {
  const { id, summary, tag, description, security = ['bearer'] } = operation;
  return applyDecorators(
    ApiTags(tag),
    ApiOperation({ operationId: id, summary, ...(description === undefined ? {} : { description }) }),
    ...security.map((kind) => (kind === 'bearer' ? ApiBearerAuth('bearer') : ApiCookieAuth(kind))),
    success(operation),
    ...problems([...ALWAYS, ...(security.length > 0 ? (['unauthenticated'] as const) : []), ...(operation.problems ?? [])]),
  );
}

function success({ status = 200, answers, produces, summary }: OperationDescription): MethodDecorator {
  if (answers) return ApiResponse({ status, description: summary, standardSchema: answers });
  if (!produces) return ApiResponse({ status, description: summary });
  const binary = { schema: { type: 'string', format: 'binary' } } as const;
  return ApiResponse({ status, description: summary, content: Object.fromEntries(produces.map((type) => [type, binary])) });
}

/** One answer for each status, naming the problems it can be. */
function problems(names: readonly ProblemName[]): MethodDecorator[] {
  const byStatus = Map.groupBy(new Set(names), (name) => PROBLEMS[name].status);
  return [...byStatus].map(([status, kinds]) =>
    ApiResponse({ status, description: kinds.map((kind) => `\`${kind}\``).join(', '), standardSchema: Problem }),
  );
}
