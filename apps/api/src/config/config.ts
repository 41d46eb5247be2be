import { resolve } from 'node:path';
import { IMAGE_COUNT_MAX } from '@vitrine/contracts';
import * as z from 'zod';
import { OPENAI_SETTINGS, type OpenAiConfig, openaiOf, type ProxyConfig, proxyConfigOf } from './openai-settings';
import { TrustedProxies, trustProxyOf } from './trusted-proxies';

const HOUR_SECONDS = 3600;
const DAY_MS = 24 * HOUR_SECONDS * 1000;
const LOG_LEVELS = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;

const WholeNumber = (min: number, max: number) =>
  z.string().regex(/^\d+$/, 'must be a whole number').transform(Number).pipe(z.int().min(min).max(max));
const WebAddress = z.url({ protocol: /^https?$/, error: 'must be an http or https address' });
/** The origin alone: the portal and its cookies live at the root. */
const Origin = WebAddress.refine((text) => URL.canParse(text) && isOrigin(new URL(text)), 'must be an address without a path, such as https://images.example.com: Vitrine is served at the root of a host');
const Flag = z.enum(['true', 'false']).transform((flag) => flag === 'true');

/** Every setting, with a default that runs on one machine without a key. */
const Environment = z.object({
  PORT: WholeNumber(0, 65_535).default(3000),
  HOST: z.string().min(1).default('127.0.0.1'),
  PUBLIC_URL: Origin.optional(),
  DATA_DIR: z.string().min(1).default('./data'),
  UPLOADS_DIR: z.string().min(1).default('./uploads'),
  DATABASE_URL: z
    .string()
    .regex(/^file:./, 'must be file:PATH, the only kind of database this version keeps its rows in')
    .optional(),
  ...OPENAI_SETTINGS,
  GENERATION_TIMEOUT_SECONDS: WholeNumber(1, 3600).default(180),
  TRASH_DAYS: WholeNumber(0, 3650).default(30),
  SESSION_MAX_DAYS: WholeNumber(1, 3650).default(90),
  GENERATIONS_AT_ONCE: WholeNumber(1, 1000).default(4),
  GENERATIONS_PER_USER: WholeNumber(1, 1000).default(2),
  GENERATION_LEASE_SECONDS: WholeNumber(1, 3600).default(30),
  SAVE_PATIENCE_SECONDS: WholeNumber(0, 600).default(20),
  STORAGE_TIMEOUT_SECONDS: WholeNumber(1, 600).default(20),
  SHUTDOWN_GRACE_SECONDS: WholeNumber(0, 3600).default(25),
  SWEEP_GRACE_SECONDS: WholeNumber(1, 86_400 * 7).optional(),
  TRUST_PROXY: TrustedProxies.optional(),
  SECRETS_GROUP_ACCESS: z.enum(['refuse', 'remove']).default('refuse'),
  REGISTRATION: Flag.default(true),
  LOG_LEVEL: z.enum(LOG_LEVELS).default('info'),
});

/** What the process was told at its start; nothing else reads the environment. */
export class Config {
  readonly port: number;
  readonly host: string;
  readonly publicUrl: URL;
  readonly dataDir: string;
  readonly uploadsDir: string;
  /** Path of the SQLite file. */
  readonly databaseFile: string;
  /** Null: images are sketched. */
  readonly openai: OpenAiConfig | null;
  readonly proxy: ProxyConfig;
  readonly generationTimeoutMs: number;
  /** How long a deleted image can be restored; 0: not at all. */
  readonly trashDays: number;
  /** How long a session lasts at most, however much it is used. */
  readonly sessionMaxMs: number;
  /** How many generations run at the same time. */
  readonly generations: { readonly atOnce: number; readonly perUser: number };
  /** How long a running generation is believed to live without a sign of its worker. */
  readonly generationLeaseMs: number;
  /** How long an image that was made, and paid for, is held while it cannot be stored. */
  readonly savePatienceMs: number;
  /** How long one call to the file system of the images may take. */
  readonly storageTimeoutMs: number;
  /** How long running generations may go on once the process was told to stop. */
  readonly shutdownGraceMs: number;
  /** How long a file without a row may be on its way, longer than the longest generation. */
  readonly sweepGraceMs: number;
  /** As Express reads it: addresses or ranges of proxies, or a number of hops; false when there are none. */
  readonly trustProxy: string | number | false;
  /** What happens at the start when the group of a secret's file can reach it. */
  readonly secretsGroupAccess: 'refuse' | 'remove';
  readonly registrationOpen: boolean;
  readonly logLevel: (typeof LOG_LEVELS)[number];

  constructor(environment: z.infer<typeof Environment>) {
    this.port = environment.PORT;
    this.host = environment.HOST;
    this.publicUrl = new URL(environment.PUBLIC_URL ?? `http://localhost:${String(environment.PORT)}`);
    this.dataDir = resolve(environment.DATA_DIR);
    this.uploadsDir = resolve(environment.UPLOADS_DIR);
    this.databaseFile = resolve(environment.DATABASE_URL?.slice('file:'.length) ?? `${this.dataDir}/vitrine.db`);
    this.openai = openaiOf(environment);
    this.proxy = proxyConfigOf(environment);
    this.generationTimeoutMs = environment.GENERATION_TIMEOUT_SECONDS * 1000;
    this.trashDays = environment.TRASH_DAYS;
    this.sessionMaxMs = environment.SESSION_MAX_DAYS * DAY_MS;
    this.generations = Object.freeze({ atOnce: environment.GENERATIONS_AT_ONCE, perUser: environment.GENERATIONS_PER_USER });
    this.generationLeaseMs = environment.GENERATION_LEASE_SECONDS * 1000;
    this.savePatienceMs = environment.SAVE_PATIENCE_SECONDS * 1000;
    this.storageTimeoutMs = environment.STORAGE_TIMEOUT_SECONDS * 1000;
    this.shutdownGraceMs = environment.SHUTDOWN_GRACE_SECONDS * 1000;
    this.sweepGraceMs = sweepGraceOf(environment);
    this.trustProxy = trustProxyOf(environment.TRUST_PROXY);
    this.secretsGroupAccess = environment.SECRETS_GROUP_ACCESS;
    this.registrationOpen = environment.REGISTRATION;
    this.logLevel = environment.LOG_LEVEL;
    Object.freeze(this);
  }

  get secure(): boolean {
    return this.publicUrl.protocol === 'https:';
  }
}

/** @throws Error with one line for each wrong setting: its name and what it must be. */
export function readConfig(environment: Readonly<Record<string, string | undefined>> = process.env): Config {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value !== ''));
  const read = Environment.safeParse(given);
  if (!read.success) {
    const lines = read.error.issues.map((issue) => `  ${issue.path.join('.')}: ${issue.message}`);
    throw new Error(`These settings are wrong:\n${lines.join('\n')}`);
  }
  return new Config(read.data);
}

/** @throws Error when files could be swept while their generation still runs. */
function sweepGraceOf({ SWEEP_GRACE_SECONDS: grace, GENERATION_TIMEOUT_SECONDS: timeout }: z.infer<typeof Environment>): number {
  if (grace !== undefined && grace <= timeout) throw new Error(`These settings are wrong:\n  SWEEP_GRACE_SECONDS: must be more than GENERATION_TIMEOUT_SECONDS, ${String(timeout)}`);
  return (grace ?? HOUR_SECONDS + IMAGE_COUNT_MAX * timeout) * 1000;
}

function isOrigin({ href, origin }: URL): boolean {
  return href === `${origin}/`;
}
