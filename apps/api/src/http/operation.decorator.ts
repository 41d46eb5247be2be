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
  /** Has an ETag, and answers 304 to who has the same. */
  readonly revalidates?: true;
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
    ...successes(operation),
    ...problems([...ALWAYS, ...(security.length > 0 ? (['unauthenticated'] as const) : []), ...(operation.problems ?? [])]),
  );
}

/** In full; what can be out of range also in parts; and not at all to who has it. */
function successes(operation: OperationDescription): MethodDecorator[] {
  const { status = 200, summary, revalidates = false, problems = [] } = operation;
  const full = { description: summary, ...contentOf(operation) };
  return [
    ApiResponse({ status, ...full }),
    ...(problems.includes('range-not-satisfiable') ? [ApiResponse({ status: 206, ...full, description: 'The part that `Range` asked for' })] : []),
    ...(revalidates ? [ApiResponse({ status: 304, description: 'Nothing new since the ETag in `If-None-Match`' })] : []),
  ];
}

function contentOf({ answers, produces }: OperationDescription) {
  if (answers) return { standardSchema: answers };
  if (!produces) return {};
  const binary = { schema: { type: 'string', format: 'binary' } } as const;
  return { content: Object.fromEntries(produces.map((type) => [type, binary])) };
}

/** One answer for each status, naming the problems it can be. */
function problems(names: readonly ProblemName[]): MethodDecorator[] {
  const byStatus = Map.groupBy(new Set(names), (name) => PROBLEMS[name].status);
  return [...byStatus].map(([status, kinds]) =>
    ApiResponse({ status, description: kinds.map((kind) => `\`${kind}\``).join(', '), standardSchema: Problem }),
  );
}
