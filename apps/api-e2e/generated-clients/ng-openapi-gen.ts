import '@angular/compiler';
import { HttpClient, HttpErrorResponse, provideHttpClient, withFetch, withInterceptors } from '@angular/common/http';
import { createEnvironmentInjector, type EnvironmentInjector, Injector, provideZonelessChangeDetection, ɵINJECTOR_SCOPE as INJECTOR_SCOPE } from '@angular/core';
import { firstValueFrom } from 'rxjs';
import { register } from './ng-openapi-gen-client/fn/accounts/register';
import { generateImage } from './ng-openapi-gen-client/fn/generation/generate-image';
import { deleteImage } from './ng-openapi-gen-client/fn/images/delete-image';
import { getImage } from './ng-openapi-gen-client/fn/images/get-image';
import { listImages } from './ng-openapi-gen-client/fn/images/list-images';
import { openImage$Png } from './ng-openapi-gen-client/fn/images/open-image-png';
import type { Generation, ImagePage, Problem, Session } from './ng-openapi-gen-client/models';
import type { Story } from './story';

export const story: Story = async (baseUrl, account) => {
  const session: Session = (await firstValueFrom(register(clientOf(null), baseUrl, { body: account }))).body;
  const http = clientOf(session.accessToken);
  const generation: Generation = (await firstValueFrom(generateImage(http, baseUrl, { body: { prompt: 'a lighthouse' } }))).body;
  const [image] = generation.images;
  if (!image) throw new Error('there is no image');
  const { filename } = image;
  const page: ImagePage = (await firstValueFrom(listImages(http, baseUrl, { limit: 10, order: 'oldest' }))).body;
  const bytes: Blob = (await firstValueFrom(openImage$Png(http, baseUrl, { filename }))).body;
  const deleted = await firstValueFrom(deleteImage(http, baseUrl, { filename }));
  const error: unknown = await firstValueFrom(getImage(http, baseUrl, { filename })).catch((reason: unknown) => reason);
  const problem = error instanceof HttpErrorResponse ? (error.error as Problem) : null;
  return { filename, bytes: image.bytes, listed: page.images.map((one) => one.filename), read: bytes.size, deleteStatus: deleted.status, problem: problem?.type ?? '' };
};

export function typed(http: HttpClient): void {
  // @ts-expect-error -- a prompt is required
  generateImage(http, '', { body: {} });
  // @ts-expect-error -- there is no such order
  listImages(http, '', { order: 'sideways' });
}

/** Angular's own client without a browser: only an injector of the root scope has all that it needs. */
function clientOf(token: string | null): HttpClient {
  const headers = withInterceptors([(request, next) => next(token === null ? request : request.clone({ setHeaders: { authorization: `Bearer ${token}` } }))]);
  const parent = Injector.create({ providers: [] }) as EnvironmentInjector;
  return createEnvironmentInjector([{ provide: INJECTOR_SCOPE, useValue: 'root' }, provideZonelessChangeDetection(), provideHttpClient(withFetch(), headers)], parent).get(HttpClient);
}
