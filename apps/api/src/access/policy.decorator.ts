import { SetMetadata } from '@nestjs/common';

/** What a handler lets a caller do. `media`: the media cookie is enough, for reading image bytes with a plain `<img>`. */
export const POLICIES = {
  'account:read': {},
  'account:change': {},
  'image:list': {},
  'image:read': {},
  'image:bytes': { media: true },
  'image:create': {},
  'image:change': {},
  'image:delete': {},
  'album:read': {},
  'album:change': {},
  'generation:create': {},
  'generation:read': {},
  'generation:cancel': {},
  'conversation:read': {},
  'conversation:change': {},
  'live:read': {},
} as const satisfies Record<string, { readonly media?: true }>;

export type PolicyName = keyof typeof POLICIES;

export const POLICY = 'access:policy';
export const PUBLIC = 'access:public';

/** Signed in, and allowed this. Every handler has this mark or `@Public()`. */
export const Policy = (name: PolicyName) => SetMetadata(POLICY, name);

/** Open to everyone, signed in or not. */
export const Public = () => SetMetadata(PUBLIC, true);
