import { type CanActivate, type ExecutionContext, Injectable } from '@nestjs/common';
import { ROUTE_ARGS_METADATA } from '@nestjs/common/constants.js';
import { RouteParamtypes } from '@nestjs/common/internal';
import { Reflector } from '@nestjs/core';
import { IMAGE_BYTES_MAX, MIME_TYPES } from '@vitrine/contracts';
import type { Request, Response } from 'express';
import { payloadTooLarge, unsupportedMediaType } from '../problems/catalogue';
import { mayBeImage } from './image-media-type';
import { hasValidPath } from './path.guard';
import { JSON_BYTES_MAX, readJson } from './read-json';
import { IMAGE_BODY } from './request-body';

/** The parser would read UTF-16 and others too, and see another text than the one that was checked. */
const OTHER_CHARSET = /;\s*charset\s*=(?!\s*"?utf-8"?\s*(;|$))/i;

interface BodyKind {
  /** As they are named to a caller who sends another one. */
  readonly types: string;
  readonly bytesMax: number;
  readonly isAccepted: (request: Request) => boolean;
  /** What the handler is given; an image is read by its handler. */
  readonly read?: (request: Request) => Promise<unknown>;
}

const JSON_KIND: BodyKind = { types: 'application/json', bytesMax: JSON_BYTES_MAX, isAccepted: isJson, read: readJson };
const IMAGE_KIND: BodyKind = { types: MIME_TYPES.join(' or '), bytesMax: IMAGE_BYTES_MAX, isAccepted: ({ headers }) => mayBeImage(headers['content-type']) };

/** Why bodies were refused, until it is known who asks. */
const refusals = new WeakMap<Request, unknown>();

/**
 * Reads the JSON of handlers that take a `@Body()`, and checks the headers of an image's; no other body is read, whatever
 * its type, and none that is sent to a path that can name nothing. Before it is looked who asks: access that ends while
 * a body is on its way is not granted.
 */
@Injectable()
export class BodyGuard implements CanActivate {
  constructor(private readonly reflector: Reflector) {}

  async canActivate(context: ExecutionContext): Promise<boolean> {
    const http = context.switchToHttp();
    const request = http.getRequest<Request>();
    const kind = hasBody(request) && hasValidPath(request) ? this.kindOf(context) : null;
    if (kind) await accept(kind, request, http.getResponse<Response>()).catch((error: unknown) => refusals.set(request, error));
    return true;
  }

  private kindOf(context: ExecutionContext): BodyKind | null {
    if (this.reflector.get<true | undefined>(IMAGE_BODY, context.getHandler())) return IMAGE_KIND;
    return takesJson(context) ? JSON_KIND : null;
  }
}

/** Refuses a body that `BodyGuard` could not read, once it is known who asks: a guest is asked to sign in first. */
@Injectable()
export class BodyRefusalGuard implements CanActivate {
  canActivate(context: ExecutionContext): boolean {
    const request = context.switchToHttp().getRequest<Request>();
    if (refusals.has(request)) throw refusals.get(request);
    return true;
  }
}

/** @throws `unsupported-media-type`, or `payload-too-large` as soon as too much was announced. */
async function accept({ types, bytesMax, isAccepted, read }: BodyKind, request: Request, response: Response): Promise<void> {
  if (!isAccepted(request)) throw unsupportedMediaType(`Send ${types}.`);
  if (Number(request.headers['content-length']) > bytesMax) throw payloadTooLarge();
  // HTTP/1.0 knows no expectations (RFC 9110, 10.1.1).
  if (request.headers.expect !== undefined && request.httpVersion !== '1.0') response.writeContinue();
  if (read) request.body = await read(request);
}

function hasBody({ headers }: Request): boolean {
  return headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;
}

function isJson(request: Request): boolean {
  return request.is('application/json') !== false && !OTHER_CHARSET.test(request.headers['content-type'] ?? '');
}

function takesJson(context: ExecutionContext): boolean {
  const parameters = Reflect.getMetadata(ROUTE_ARGS_METADATA, context.getClass(), context.getHandler().name) as object | undefined;
  return Object.keys(parameters ?? {}).some((parameter) => parameter.startsWith(`${String(RouteParamtypes.BODY)}:`));
}
