import { afterAll, afterEach, beforeAll, describe, expect, it } from '@jest/globals';
import { type FakeProvider, startFakeProvider } from '@vitrine/fake-provider';
import { openAiGenerator } from '../testing/openai-generator';
import { failureOf, requestFor } from './image-generator.contract';

type Body = Parameters<FakeProvider['answerWith']>[0] extends (body: infer B) => unknown ? B : never;
interface Shape { readonly status?: number; readonly type?: string; readonly body: unknown }

let provider: FakeProvider;
beforeAll(async () => {
  provider = await startFakeProvider();
});
afterEach(() => provider.reset());
afterAll(() => provider.close());

const make = (fields = {}, options = {}) => openAiGenerator({ OPENAI_BASE_URL: provider.url }).generate(requestFor('a fox', fields), options);
const answered = ({ status = 400, type, body }: Shape) => ({ status, body, ...(type === undefined ? {} : { headers: { 'content-type': type } }) });
const event = (data: unknown, name?: string) => ({ status: 200, type: 'text/event-stream', body: `${name === undefined ? '' : `event: ${name}\n`}data: ${typeof data === 'string' ? data : JSON.stringify(data)}\n\n` });
const openAis = (name: string) => ({ message: `Unknown parameter: '${name}'.`, type: 'invalid_request_error', param: name, code: 'unknown_parameter' });
const fault = (name: string) => ({ type: 'extra_forbidden', loc: ['body', name], msg: 'Extra inputs are not permitted' });

const REJECTIONS: Record<string, (name: string) => Shape> = {
  'LiteLLM itself': (name) => ({ body: { error: { message: `litellm.UnsupportedParamsError: openai does not support parameters: ['${name}'], for model=x.`, type: 'None', param: 'None', code: '400' } } }),
  'a service behind LiteLLM': (name) => ({ body: { error: { message: `litellm.BadRequestError: OpenAIException - Unknown parameter: '${name}'.`, type: 'None', param: 'None', code: '400' } } }),
  'an empty name': (name) => ({ body: { error: { ...openAis(name), param: '', code: '' } } }),
  'a path': (name) => ({ body: { error: { ...openAis(name), param: `body.${name}`, message: 'Unknown parameter.' } } }),
  'Fastify': (name) => ({ body: { statusCode: 400, code: 'FST_ERR_VALIDATION', error: 'Bad Request', message: `body must NOT have additional properties: ${name}` } }),
  'the second fault of a list': (name) => ({ status: 422, body: { detail: [fault('zzz'), fault(name)] } }),
  'OpenRouter': (name) => ({ body: { error: { message: 'Provider returned error', code: 400, metadata: { raw: JSON.stringify({ error: openAis(name) }), provider_name: 'OpenAI' } } } }),
  'Google': (name) => ({ body: { error: { code: 400, message: `Invalid JSON payload received. Unknown name "${name}": Cannot find field.`, status: 'INVALID_ARGUMENT' } } }),
  'a text': (name) => ({ type: 'text/plain', body: `unknown parameter: ${name}` }),
  'a problem': (name) => ({ body: { type: 'about:blank', title: 'Bad Request', status: 400, detail: `Unknown parameter '${name}'` } }),
  'an answer of 200': (name) => ({ status: 200, body: { error: openAis(name) } }),
  'an event': (name) => event({ error: openAis(name) }),
};

describe('a parameter that is rejected', () => {
  it.each(Object.entries(REJECTIONS))('in the form of %s is left out, and the request is sent once more', async (_, shape) => {
    for (const name of ['safety_identifier', 'size']) {
      provider.reset();
      provider.answerWith((body: Body) => (name in body ? answered(shape(name)) : null));
      expect((await make({ size: '1536x1024' })).images).toHaveLength(1);
      expect(provider.requests.map(({ body }) => name in body)).toEqual([true, false]);
    }
  });

  it.each(['Streaming is not supported for this model.'])('is streaming where the service says: %s', async (message) => {
    provider.answerWith((body: Body) => ('stream' in body ? answered({ body: { error: { message } } }) : null));
    expect((await make({}, { onPartial: () => undefined })).images).toHaveLength(1);
  });

  it.each<[string, Shape]>([
    ['when a preview came before', { ...event({ type: 'image_generation.partial_image', b64_json: 'AAAA', partial_image_index: 0 }), body: `data: ${JSON.stringify({ type: 'image_generation.partial_image', b64_json: 'AAAA', partial_image_index: 0 })}\n\ndata: ${JSON.stringify({ error: openAis('safety_identifier') })}\n\n` }],
    ['when the answer counts what was used', { status: 200, body: { error: openAis('safety_identifier'), usage: { total_tokens: 1 } } }],
    ['when it is the error of one image', { status: 200, body: { data: [{ error: openAis('safety_identifier') }] } }],
    ['when the value is at fault that the person chose, beside one that the service does not know', { status: 422, body: { detail: [{ loc: ['body', 'size'], msg: 'unsupported', type: 'value_error' }, fault('zzz')] } }],
  ])('is not left out %s', async (_, shape) => {
    provider.answerWith(() => answered(shape));
    await failureOf(make({ size: '1536x1024' }));
    expect(provider.count('/images/generations')).toBe(1);
  });
});

describe('an error in another form', () => {
  const CODE = { code: 'content_policy_violation', message: 'no' };
  it.each<[string, Shape, string]>([
    ['an event of the type error', event({ type: 'error', code: 'moderation_blocked', message: 'no' }), 'refused'],
    ['a sentence in an event called error', event('"blocked by our safety system"', 'error'), 'refused'],
    ['a text in an event called error', event('blocked by our safety system', 'error'), 'refused'],
    ['a code alone', { body: CODE }, 'refused'],
    ['a code alone under 200', { status: 200, body: CODE }, 'refused'],
    ['a status under 200', { status: 200, body: { status: 429, title: 'Too many', detail: 'slow down' } }, 'rate-limited'],
    ['LiteLLM', { body: { error: { message: 'litellm.ContentPolicyViolationError: AzureException - blocked', type: 'None', param: 'None', code: '400' } } }, 'refused'],
    ['an error in detail', { body: { detail: { error: CODE } } }, 'refused'],
    ['a list of errors', { body: { errors: [CODE] } }, 'refused'],
    ['a list of errors under 200', { status: 200, body: { success: false, errors: [{ code: 3030, message: 'Prompt contains NSFW content' }], result: null } }, 'refused'],
    ['a sentence alone under 200', { status: 200, body: JSON.stringify('it did not work') }, 'failed'],
    ['an error as JSON in a text', { body: { error: JSON.stringify({ error: CODE }) } }, 'refused'],
    ['an error in a list', { body: [{ error: CODE }] }, 'refused'],
    ['an error in a list under 200', { status: 200, body: [{ error: CODE }] }, 'refused'],
    ['a budget that is used up', { body: { error: { message: 'Budget has been exceeded!', type: 'budget_exceeded', param: null, code: '400' } } }, 'unavailable'],
    ['OpenRouter\'s filter', { status: 403, body: { error: { code: 403, message: 'Input flagged', metadata: { reasons: ['violence'], flagged_input: 'a' } } } }, 'refused'],
    ['OpenRouter\'s filter without its reasons', { status: 403, body: { error: { code: 403, message: 'Input flagged', metadata: { reasons: [], flagged_input: 'a' } } } }, 'refused'],
    ['a key that may not', { status: 403, body: { error: { code: 403, message: 'no', metadata: {} } } }, 'unavailable'],
  ])('is recognised in %s', async (_, shape, kind) => {
    provider.answerWith(() => answered(shape));
    expect((await failureOf(make())).kind).toBe(kind);
  });

  it('names the reasons that OpenRouter lists', async () => {
    provider.answerWith(() => answered({ status: 403, body: { error: { code: 403, message: 'Input flagged', metadata: { reasons: ['violence'] } } } }));
    expect((await failureOf(make())).reason).toEqual({ kind: 'refused', categories: ['violence'] });
  });
});
