import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import type { NextFunction, Request, Response } from 'express';
import * as z from 'zod';
import { contentSecurityPolicy, policyHeader } from './http/content-security-policy';

type Responses = Record<string, { content?: Record<string, unknown> }>;

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
  return withProblemTypes(SwaggerModule.createDocument(app, description, { standardSchemaConverter: jsonSchemaOf, autoTagControllers: false }));
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
  const { $schema: _dialect, $defs: components = {}, ...root } = z.toJSONSchema(schema, { target: 'draft-2020-12', io: schemaType });
  const id = schema.meta()?.id;
  if (id === undefined) return { schema: root, components };
  return { schema: { $ref: `#/components/schemas/${id}` }, components: { ...components, [id]: root } };
}

/** Errors have a media type of their own (RFC 9457), which the generator of the document does not know. */
function withProblemTypes(document: OpenAPIObject): OpenAPIObject {
  for (const operations of Object.values(document.paths)) {
    for (const operation of Object.values(operations as Record<string, { responses?: Responses }>)) {
      for (const [status, response] of Object.entries(operation.responses ?? {})) {
        if (Number(status) < 400 || !response.content?.['application/json']) continue;
        response.content = { 'application/problem+json': response.content['application/json'] };
      }
    }
  }
  return document;
}
