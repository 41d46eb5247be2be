import 'reflect-metadata';
import type { INestApplicationContext } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import { type Config, readConfig } from '../../config/config';
import { makeFilesPrivate } from '../../config/folders';
import { Database } from '../../database/database';
import { LATEST_SCHEMA, schemaVersionOf } from '../../database/migrate';
import { VERSION } from '../../version';
import { KeeperModule } from '../keeper.module';
import { requireData } from '../restore/restore';
import { sentenceOf } from '../system-error';

/** What a caller's script can go by. */
export const EXIT = { clean: 0, findings: 1, failed: 2 } as const;
export type Exit = (typeof EXIT)[keyof typeof EXIT];

/** Where a program says what it found, and what went wrong. */
export interface Voice {
  say(line: string): void;
  warn(line: string): void;
}

export const TERMINAL: Voice = {
  say: (line) => void process.stdout.write(`${line}\n`),
  warn: (line) => void process.stderr.write(`${line}\n`),
};

/** Runs to the end and lets the process end by itself, so that all that was said is out. */
export function runCli(program: (args: readonly string[], config: Config, voice: Voice) => Promise<Exit>): void {
  makeFilesPrivate();
  // Who listened may leave (`| head`): the work goes on, and its outcome is in the exit code.
  for (const output of [process.stdout, process.stderr]) output.on('error', () => undefined);
  Promise.resolve()
    .then(() => program(process.argv.slice(2), readConfig(), TERMINAL))
    .catch((error: unknown) => {
      TERMINAL.warn(sentenceOf(error));
      return EXIT.failed;
    })
    .then((code) => (process.exitCode = code));
}

/** Opens what is there already, and migrates nothing: a program at the command line makes no installation, and updates none. */
export async function withKeeper<T>(config: Config, voice: Voice, work: (keeper: INestApplicationContext) => Promise<T>): Promise<T> {
  await requireData(config);
  const keeper = await NestFactory.createApplicationContext(KeeperModule.with(config), { logger: false, abortOnError: false });
  try {
    const older = await olderSchemaOf(keeper);
    if (older !== null) voice.warn(`The database has the schema ${older}, and this version of Vitrine, ${VERSION}, ${LATEST_SCHEMA}. It is left as it is; the next start of the server updates it.`);
    return await work(keeper);
  } finally {
    await keeper.close();
  }
}

/** @throws Error when the tables are older than this program's, which it cannot write to. */
export async function requireLatestSchema(keeper: INestApplicationContext, option: string): Promise<void> {
  const older = await olderSchemaOf(keeper);
  if (older !== null) throw new Error(`${option} needs the schema ${LATEST_SCHEMA}, and the database has ${older}. Start the server once, which updates it, then try again.`);
}

/** Null when the tables are those of this program. */
async function olderSchemaOf(keeper: INestApplicationContext): Promise<string | null> {
  const version = await schemaVersionOf(keeper.get(Database));
  if (version === null) throw new Error('The database has no tables yet. Start the server once, which makes them.');
  return version === LATEST_SCHEMA ? null : version;
}
