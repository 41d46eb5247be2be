import { applyDecorators, SetMetadata } from '@nestjs/common';
import { ApiBearerAuth, ApiCookieAuth, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import { PROBLEMS, Problem, type ProblemName } from '@vitrine/contracts';
import type * as z from 'zod';
import type { Tag } from '../openapi/tags';
import { describeHeaders, type ResponseHeader } from './response-headers';

export interface OperationDescription {
  /** Unique in the document; names the function of a generated client. */
  readonly id: string;
  readonly summary: string;
  /** What the summary leaves open: what is answered, what it does not do. */
  readonly description: string;
  readonly tag: Tag;
  /** Status of success; 200 unless told. */
  readonly status?: number;
  /** Body of success; none (204) or bytes when left out. */
  readonly answers?: z.ZodType;
  /** The body grows with what somebody keeps, beyond some 64 kB: the handler begins when there is room for it, see `UnsentBodies`. One that `changes` something cannot be refused once it is done. */
  readonly large?: LargeBody;
  /** Content types of a body that is not JSON. */
  readonly produces?: readonly string[];
  /** One event of an answer that is a stream of them; the schema has an id. */
  readonly events?: z.ZodType;
  /** What a success carries besides its body. */
  readonly headers?: readonly ResponseHeader[];
  /** What can be done with the result, by the ids of operations. */
  readonly links?: Readonly<Record<string, { operationId: string; parameters: Record<string, string> }>>;
  /** Has an ETag, and answers 304 to who has the same. */
  readonly revalidates?: true;
  /** Attempts are counted: 429 states the limit. */
  readonly limited?: true;
  /** What it can answer besides what every route can. */
  readonly problems?: readonly ProblemName[];
  /** How a caller proves who it is; a bearer token unless told. Public handlers say `[]`. */
  readonly security?: readonly ('bearer' | 'media-cookie' | 'refresh-cookie')[];
}

/** What every route can answer, whatever it does. */
const ALWAYS: readonly ProblemName[] = ['invalid-request', 'too-many-requests', 'internal-error', 'database-unavailable'];

export const LARGE_BODY = 'large-body';
export type LargeBody = 'reads' | 'changes';

/** Everything the OpenAPI document says of one handler. */
export function Operation(operation: OperationDescription): MethodDecorator {
  const { id, summary, tag, description, security = ['bearer'], large } = operation;
  return applyDecorators(
    SetMetadata(LARGE_BODY, large),
    ApiTags(tag),
    ApiOperation({ operationId: id, summary, description }),
    ...security.map((kind) => (kind === 'bearer' ? ApiBearerAuth('bearer') : ApiCookieAuth(kind))),
    ...successes(operation),
    ...problems([...ALWAYS, ...(security.length > 0 ? (['unauthenticated'] as const) : []), ...(large === undefined ? [] : (['server-busy'] as const)), ...(operation.problems ?? [])], operation.limited === true),
  );
}

/** In full; what can be out of range also in parts; and not at all to who has it. */
function successes(operation: OperationDescription): MethodDecorator[] {
  const { status = 200, summary, revalidates = false, problems = [], links } = operation;
  const headers = headersOf(operation);
  const full = { description: summary, ...contentOf(operation), ...(links ? { links } : {}) };
  return [
    ApiResponse({ status, ...full, ...describeHeaders(...headers) }),
    ...(problems.includes('range-not-satisfiable') ? [ApiResponse({ status: 206, ...full, ...describeHeaders(...headers, 'Content-Range'), description: 'The part that `Range` asked for' })] : []),
    ...(revalidates ? [ApiResponse({ status: 304, description: 'Nothing new since the ETag in `If-None-Match`', ...describeHeaders('ETag') })] : []),
  ];
}

function headersOf({ headers = [], revalidates, problems = [] }: OperationDescription): readonly ResponseHeader[] {
  const ofParts = problems.includes('range-not-satisfiable') ? (['Accept-Ranges'] as const) : [];
  return [...headers, ...(revalidates === true ? (['ETag'] as const) : []), ...ofParts];
}

function contentOf({ answers, events, produces }: OperationDescription) {
  if (answers) return { standardSchema: answers };
  if (events) return { content: { 'text/event-stream': { schema: { $ref: `#/components/schemas/${String(events.meta()?.id)}` } } } };
  if (!produces) return {};
  const binary = { schema: { type: 'string', format: 'binary' } } as const;
  return { content: Object.fromEntries(produces.map((type) => [type, binary])) };
}

/** One answer for each status, naming the problems it can be. */
function problems(names: readonly ProblemName[], limited: boolean): MethodDecorator[] {
  const byStatus = Map.groupBy(new Set(names), (name) => PROBLEMS[name].status);
  return [...byStatus].map(([status, kinds]) =>
    ApiResponse({ status, description: kinds.map((kind) => `\`${kind}\``).join(', '), standardSchema: Problem, ...(status === 429 && limited ? describeHeaders('RateLimit-Policy', 'RateLimit') : {}) }),
  );
}
