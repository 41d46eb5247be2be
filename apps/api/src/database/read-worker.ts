import { parentPort, workerData } from 'node:worker_threads';
import SqliteDatabase from 'better-sqlite3';

// Runs as it stands in Node too, so that tests have the same thread: nothing of ours is imported, and all types can be erased.

interface Start {
  readonly sql: string;
  readonly parameters: readonly unknown[];
  /** Milliseconds that the statement may take in all. */
  readonly budgetMs: number;
}

type Message = Start | 'more' | 'stop';

const ROWS_AT_ONCE = 1000;
const OUT_OF_TIME = 'OUT_OF_TIME';
const STOPPED = 'STOPPED';

const { file, stopping } = workerData as { readonly file: string; readonly stopping: Int32Array };
const database = new SqliteDatabase(file, { readonly: true, fileMustExist: true });
let until = Infinity;
let lastWords = '';
let words: readonly string[] = [];
let rows: Iterator<unknown> | null = null;
let leftMs = 0;

// SQLite cannot be interrupted from outside; it asks for every row that it looks at, and gives up when this throws.
database.function('has_time', { deterministic: false, varargs: true }, () => {
  goOn();
  return 1;
});

database.function('contains_words', { deterministic: true }, (text: unknown, joined: unknown) => {
  goOn();
  if (joined !== lastWords) {
    lastWords = String(joined);
    words = lastWords.split('\n');
  }
  return words.every((word) => String(text).includes(word)) ? 1 : 0;
});

parentPort?.on('message', (message: Message) => {
  try {
    if (message === 'stop') end();
    else if (message === 'more') send();
    else start(message);
  } catch (error) {
    end();
    const code: unknown = typeof error === 'object' && error !== null ? Reflect.get(error, 'code') : undefined;
    parentPort?.postMessage({ error: { code: typeof code === 'string' ? code : null, message: String(error) } });
  }
});

function goOn(): void {
  if (Atomics.load(stopping, 0) !== 0) throw Object.assign(new Error('the statement was stopped'), { code: STOPPED });
  if (performance.now() > until) throw Object.assign(new Error('the statement took too long'), { code: OUT_OF_TIME });
}

function start({ sql, parameters, budgetMs }: Start): void {
  leftMs = budgetMs;
  rows = database.prepare(sql).iterate(...parameters);
  send();
}

/** The next rows; the last of them when they are fewer than could be. */
function send(): void {
  const began = performance.now();
  until = began + leftMs;
  const batch: unknown[] = [];
  while (batch.length < ROWS_AT_ONCE) {
    goOn();
    const next = rows?.next();
    if (!next || next.done === true) break;
    batch.push(next.value);
  }
  leftMs -= performance.now() - began;
  const done = batch.length < ROWS_AT_ONCE;
  if (done) end();
  parentPort?.postMessage({ rows: batch, done });
}

/** Also lets go of the snapshot that the statement reads. */
function end(): void {
  rows?.return?.();
  rows = null;
}
