import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { PROBLEMS } from '@vitrine/contracts';
import type { NextFunction, Request, Response } from 'express';
import * as z from 'zod';
import { contentSecurityPolicy, policyHeader } from './http/content-security-policy';

interface Operation {
  parameters?: { name: string; in: string; required?: boolean; schema?: object }[];
  requestBody?: object;
  responses: Record<string, { description?: string; content?: Record<string, unknown> }>;
  security?: object[];
}

/** The OpenAPI 3.1 document, made from the handlers and the schemas they name. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const description = new DocumentBuilder()
    .setTitle('Vitrine')
    .setDescription('A private image library for every user.')
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .setOpenAPIVersion('3.1.0')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addCookieAuth('vitrine_media', { type: 'apiKey', in: 'cookie', description: 'For GET and HEAD of image bytes only' }, 'media-cookie')
    .addCookieAuth('vitrine_refresh', { type: 'apiKey', in: 'cookie' }, 'refresh-cookie')
    .build();
  return complete(SwaggerModule.createDocument(app, description, { standardSchemaConverter: jsonSchemaOf, autoTagControllers: false }));
}

/** `/api/openapi.json` and, to read it, `/api/docs`. The document is made when it is first asked for. */
export function serveDocs(app: INestApplication): void {
  app.use('/api/docs', docsHeaders);
  let document: OpenAPIObject | null = null;
  SwaggerModule.setup('docs', app, () => (document ??= describeApi(app)), {
    useGlobalPrefix: true,
    jsonDocumentUrl: 'openapi.json',
    raw: ['json'],
    customSiteTitle: 'Vitrine API',
  });
}

/** The documentation's own scripts write HTML as text, which the portal's policy forbids. */
function docsHeaders(_request: Request, response: Response, next: NextFunction): void {
  const { 'require-trusted-types-for': _types, 'trusted-types': _names, ...policy } = contentSecurityPolicy();
  response.setHeader('Content-Security-Policy', policyHeader(policy));
  next();
}

/** A schema with an id becomes a component, and is named wherever it is used. */
function jsonSchemaOf(schema: unknown, { schemaType }: { schemaType: 'input' | 'output' }) {
  if (!(schema instanceof z.ZodType)) return undefined;
  const { $schema: _dialect, $defs = {}, ...root } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: schemaType });
  const id = schema.meta()?.id;
  if (id === undefined) return { schema: root, components: $defs };
  // The root of a schema with an id only points at its own definition, unless it is written out in place.
  return { schema: { $ref: `#/components/schemas/${id}` }, components: { [id]: root, ...$defs } };
}

/** What the generator of the document cannot know, said of every operation. */
function complete(document: OpenAPIObject): OpenAPIObject {
  for (const [path, operations] of Object.entries(document.paths)) {
    for (const operation of Object.values(operations as Record<string, Operation>)) {
      operation.security ??= []; // Open to everyone, said rather than left out.
      describePath(path, operation);
      if (operation.requestBody) describeRefusals(operation);
      nameProblems(operation);
    }
  }
  return document;
}

/** Names in the path that no handler takes by itself, because a guard has looked them up before. */
function describePath(path: string, operation: Operation): void {
  const parameters = (operation.parameters ??= []);
  for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
    if (parameters.some((parameter) => parameter.in === 'path' && parameter.name === name)) continue;
    parameters.push({ name, in: 'path', required: true, schema: { type: 'string' } });
  }
}

/** A body is looked at before any handler is. */
function describeRefusals({ responses }: Operation): void {
  for (const name of ['payload-too-large', 'unsupported-media-type'] as const) {
    responses[PROBLEMS[name].status] ??= { description: `\`${name}\``, content: { 'application/json': { schema: { $ref: '#/components/schemas/Problem' } } } };
  }
}

/** Errors have a media type of their own (RFC 9457). */
function nameProblems({ responses }: Operation): void {
  for (const [status, response] of Object.entries(responses)) {
    if (Number(status) < 400 || !response.content?.['application/json']) continue;
    response.content = { 'application/problem+json': response.content['application/json'] };
  }
}
