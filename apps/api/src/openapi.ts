import type { INestApplication } from '@nestjs/common';
import { DocumentBuilder, type OpenAPIObject, SwaggerModule } from '@nestjs/swagger';
import { GenerationEvent, LiveEvent } from '@vitrine/contracts';
import type { NextFunction, Request, Response } from 'express';
import * as z from 'zod';
import { SessionCookies } from './auth/session-cookies';
import { Config } from './config/config';
import { constantDocuments } from './http/constant-documents';
import { contentSecurityPolicy, policyHeader } from './http/content-security-policy';
import { completeDocument } from './openapi/complete-document';
import { TAGS } from './openapi/tags';

const PORT_IN_NAME = 'The port of `PUBLIC_URL` is a part of the name, where it has one; under https the name begins with `__Secure-`.';

/** The OpenAPI 3.1 document, made from the handlers and the schemas they name. */
export function describeApi(app: INestApplication): OpenAPIObject {
  const names = app.get(SessionCookies).names;
  const description = new DocumentBuilder()
    .setTitle('Vitrine')
    .setDescription('A private image library for every user.')
    .setVersion('1')
    .setLicense('MIT', 'https://opensource.org/license/mit')
    .setOpenAPIVersion('3.1.0')
    .addServer(addressOf(app.get(Config)), 'This server')
    .addBearerAuth({ type: 'http', scheme: 'bearer', bearerFormat: 'JWT' }, 'bearer')
    .addCookieAuth(names.media, { type: 'apiKey', in: 'cookie', description: `For GET and HEAD of image bytes only. ${PORT_IN_NAME}` }, 'media-cookie')
    .addCookieAuth(names.refresh, { type: 'apiKey', in: 'cookie', description: `For refreshing and signing out only. ${PORT_IN_NAME}` }, 'refresh-cookie');
  for (const [tag, about] of Object.entries(TAGS)) description.addTag(tag, about);
  const document = SwaggerModule.createDocument(app, description.build(), { standardSchemaConverter: jsonSchemaOf, autoTagControllers: false });
  return completeDocument(addSchemas(document, EVENTS));
}

/** Absolute, as generated clients take it for their base. Linters refuse `localhost`, so it is written as the address that the server listens on. */
function addressOf({ publicUrl, host }: Config): string {
  const address = new URL(publicUrl.origin);
  if (address.hostname === 'localhost') address.hostname = host === '::1' ? '[::1]' : '127.0.0.1';
  return address.origin;
}

/** Schemas that no body has, but the events of a stream. */
const EVENTS = [GenerationEvent, LiveEvent];

function addSchemas(document: OpenAPIObject, schemas: readonly z.ZodType[]): OpenAPIObject {
  const components = (document.components ??= {});
  for (const schema of schemas) {
    const described = JSON.stringify(jsonSchemaOf(schema, { schemaType: 'output' })?.components).replaceAll('#/$defs/', '#/components/schemas/');
    components.schemas = { ...(JSON.parse(described) as typeof components.schemas), ...components.schemas };
  }
  return document;
}

/** `/api/openapi.json` and, to read it, `/api/docs`. The document is made when it is first asked for. */
export function serveDocs(app: INestApplication): void {
  app.use('/api/docs', docsHeaders);
  app.use(['/api/openapi.json', '/api/docs'], constantDocuments());
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
