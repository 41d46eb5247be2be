import { parseArgs } from 'node:util';
import { startFakeProvider } from './fake-provider.mjs';

const { values } = parseArgs({
  options: { port: { type: 'string', default: '4010' }, latency: { type: 'string', default: '0' } },
});
const provider = await startFakeProvider({ port: Number(values.port), latencyMs: Number(values.latency) });
console.log(`Fake image provider on ${provider.url}`);

for (const signal of ['SIGINT', 'SIGTERM']) {
  process.once(signal, () => void provider.close());
}
