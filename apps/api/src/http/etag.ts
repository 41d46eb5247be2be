/** Whether the client has these very bytes (RFC 9110, 13.1.2). Express' own answer gives way to `Cache-Control: no-cache`, which every `fetch` with the header sends. */
export function hasEtag(ifNoneMatch: string | undefined, etag: string): boolean {
  return ifNoneMatch?.split(',').some((one) => ['*', `"${etag}"`, `W/"${etag}"`].includes(one.trim())) ?? false;
}
