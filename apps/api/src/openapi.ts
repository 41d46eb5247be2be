import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import * as z from 'zod';

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
