import type { OpenAPIObject } from '@nestjs/swagger';
import { PROBLEMS } from '@vitrine/contracts';
import { describeHeaders, RESPONSE_HEADERS, type ResponseHeader } from '../http/response-headers';
import EXAMPLES from './examples.json' with { type: 'json' };
import { PATH_PARAMETERS } from './path-parameters';
import { PROBLEM_EXAMPLES } from './problem-examples';

interface Content {
  schema?: object;
  example?: unknown;
  examples?: Record<string, object>;
}

interface Answer {
  description?: string;
  headers?: Record<string, object>;
  content?: Record<string, Content>;
}

interface Operation {
  operationId?: string;
  parameters?: { name: string; in: string; required?: boolean; description?: string; schema?: object }[];
  requestBody?: { content: Record<string, Content> };
  responses: Record<string, Answer>;
  security?: object[];
}

/** A request and its answer, as the server gave it. */
interface Example {
  readonly request?: unknown;
  readonly response?: unknown;
}

const PROBLEM_JSON = 'application/problem+json';

/** What a problem of this status carries besides its body, where it applies. */
const PROBLEM_HEADERS: Readonly<Record<string, readonly ResponseHeader[]>> = {
  401: ['WWW-Authenticate'],
  415: ['Accept-Encoding'],
  416: ['Content-Range'],
  429: ['Retry-After'],
  503: ['Retry-After'],
};

/** Adds what the generator of the document cannot know. */
export function completeDocument(document: OpenAPIObject): OpenAPIObject {
  const components = (document.components ??= {});
  Object.assign(components, { headers: RESPONSE_HEADERS, examples: PROBLEM_EXAMPLES });
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const operation of Object.values(operations as Record<string, Operation>)) {
      operation.security ??= []; // Open to everyone, said rather than left out.
      describePath(path, operation);
      if (operation.requestBody) describeRefusals(operation);
      describeProblems(operation);
      addExample(operation);
    }
  }
  return document;
}

/** Also those that no handler takes as parameters, because a guard has looked them up before. */
function describePath(path: string, operation: Operation): void {
  const others = (operation.parameters ?? []).filter((parameter) => parameter.in !== 'path');
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name = '']) => ({ name, in: 'path', required: true, ...PATH_PARAMETERS[name] }));
  operation.parameters = [...inPath, ...others];
}

/** A body is looked at before any handler is. */
function describeRefusals({ responses }: Operation): void {
  for (const name of ['payload-too-large', 'unsupported-media-type'] as const) {
    responses[PROBLEMS[name].status] ??= { description: `\`${name}\``, content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } } };
  }
}

/** Errors have a media type of their own (RFC 9457). The description names the problems that one can be. */
function describeProblems({ responses }: Operation): void {
  for (const [status, answer] of Object.entries(responses)) {
    const json = answer.content?.['application/json'];
    if (Number(status) < 400 || !json) continue;
    answer.headers = { ...answer.headers, ...describeHeaders(...(PROBLEM_HEADERS[status] ?? [])).headers };
    answer.content = { [PROBLEM_JSON]: { ...json, examples: examplesOf(answer.description ?? '') } };
  }
}

function examplesOf(description: string): Record<string, object> {
  return Object.fromEntries([...description.matchAll(/`([a-z-]+)`/g)].map(([, name = '']) => [name, { $ref: `#/components/examples/${name}` }]));
}

/** Of the JSON that is sent, and of the JSON or the event that is answered. */
function addExample({ operationId = '', requestBody, responses }: Operation): void {
  const { request, response } = (EXAMPLES as Readonly<Record<string, Example>>)[operationId] ?? {};
  const successes = Object.entries(responses).filter(([status]) => Number(status) < 300);
  setExample(requestBody?.content, request);
  for (const [, { content }] of successes) setExample(content, response);
}

function setExample(content: Readonly<Record<string, Content>> | undefined, example: unknown): void {
  const described = content?.['application/json'] ?? content?.['text/event-stream'];
  if (described && example !== undefined) described.example = example;
}
