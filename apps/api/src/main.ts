import 'reflect-metadata';
import './http/request';
import { createApp } from './app';
import { readConfig } from './config/config';
import { describeApi } from './openapi';

/** `--openapi` prints the document without listening. */
async function main(): Promise<void> {
  const config = readConfig();
  const app = await createApp(config);
  if (process.argv.includes('--openapi')) {
    process.stdout.write(`${JSON.stringify(describeApi(app), null, 2)}\n`);
    await app.close();
    return;
  }
  await app.listen(config.port, config.host);
  process.stdout.write(`Vitrine is at ${config.publicUrl.href}\n`);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
