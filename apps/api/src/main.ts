import 'reflect-metadata';
import './http/request';
import { inspect } from 'node:util';
import type { NestExpressApplication } from '@nestjs/platform-express';
import { createApp } from './app';
import { type Config, readConfig } from './config/config';
import { makeFilesPrivate } from './config/folders';
import { describeApi } from './openapi';
import { errorCode } from './problems/error-code';
import { exitOnUncaughtErrors } from './uncaught-errors';

const UNEXPECTED = [TypeError, RangeError, ReferenceError, SyntaxError];

/** `--openapi` prints the document without listening. */
async function main(): Promise<void> {
  makeFilesPrivate();
  const config = readConfig();
  const app = await createApp(config);
  if (process.argv.includes('--openapi')) {
    process.stdout.write(`${JSON.stringify(describeApi(app), null, 2)}\n`);
    await app.close();
    return;
  }
  await exitOnUncaughtErrors(app, config.shutdownGraceMs);
  await listen(app, config);
  process.stdout.write(`Vitrine is at ${config.publicUrl.href}\n`);
}

/** What cannot be reached must not work on unseen: nothing of it is left when this rejects. */
async function listen(app: NestExpressApplication, { host, port }: Config): Promise<void> {
  try {
    await app.listen(port, host);
  } catch (error) {
    await app.close();
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new Error(`These settings are wrong:\n  ${whyNotListening(code, host, port)}`, { cause: error });
  }
}

function whyNotListening(code: string, host: string, port: number): string {
  if (code === 'EADDRINUSE') return `PORT: ${String(port)} is taken; stop what listens there, or choose another`;
  if (code === 'EACCES') return `PORT: this user may not listen on ${String(port)}`;
  return `HOST: ${host} is no address of this machine (${code})`;
}

/** An error of ours is a sentence for the operator who starts the process; one of the system, a driver or the language is of use with its stack. */
function describeStartError(error: unknown): string {
  const ours = error instanceof Error && errorCode(error) === null && !UNEXPECTED.some((type) => error instanceof type);
  return ours ? error.message : inspect(error);
}

main().catch((error: unknown) => {
  process.stderr.write(`${describeStartError(error)}\n`);
  process.exitCode = 1;
});
