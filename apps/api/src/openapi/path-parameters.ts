import { IMAGE_NAME_PATTERN } from '@vitrine/contracts';

interface PathParameter {
  readonly description: string;
  readonly schema: { readonly type: 'string'; readonly format?: string; readonly pattern?: string; readonly maxLength: number };
  readonly example: string;
}

/** Names in paths. A malformed one is answered as an unknown one, with 404. */
export const PATH_PARAMETERS: Readonly<Record<string, PathParameter>> = {
  id: {
    description: 'The id, as it is in the answers of this API',
    schema: { type: 'string', format: 'uuid', maxLength: 36 },
    example: '019a2f60-7c1e-7000-8000-000000000001',
  },
  filename: {
    description: 'The `filename` of an image',
    schema: { type: 'string', pattern: IMAGE_NAME_PATTERN.source, maxLength: 41 },
    example: '019a2f60-7c1e-7000-8000-000000000001.png',
  },
  ticket: {
    description: 'The last part of the `url` of an archive ticket',
    schema: { type: 'string', maxLength: 43 },
    example: 'Zr3mU1kQ0o5mV7n2b8c4d6e9f1g3h5i7j9k1l3m5n7p',
  },
};
