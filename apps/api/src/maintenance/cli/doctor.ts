import { parseArgs } from 'node:util';
import type { INestApplicationContext } from '@nestjs/common';
import type { Config } from '../../config/config';
import { StoreIdentity } from '../../images/storage/store-identity';
import { Adoption, type Adopted } from '../adopt/adoption';
import { FolderOwners } from '../adopt/folder-owners';
import { Doctor } from '../doctor';
import { type Finding, countsOf } from '../finding';
import { Repairs } from '../repairs';
import { Sweep } from '../sweep';
import { type Told, asJson, asText } from './doctor-report';
import { EXIT, type Exit, requireLatestSchema, type Voice, withKeeper } from './run-cli';

const SETTLE_MS = 1000;

export const DOCTOR_HELP = `npm run doctor -- [--quick] [--json] [--repair [--forget-missing]] [--adopt [--map FOLDER=USER]…] [--accept-store]

  Compares the rows with the files and with what is counted, and reports what does not agree. Changes nothing unless asked to.
  --quick           compare the number of bytes alone, not every byte by its SHA-256; leave thumbnails unread
  --json            tell it as JSON; \`npm run -s doctor -- --json\` says nothing else
  --repair          move misplaced files to where they belong, remove files that were never finished, thumbnails
                    without an image and damaged thumbnails, and set aside other damaged and orphaned files in
                    uploads/quarantine/{date}/, and count wrong counters again; nothing else is ever removed
  --forget-missing  with --repair: take images whose file is lost out of their owners' libraries
  --adopt           take over images without rows in uploads/images/user-{id}/ into the libraries of these users
  --map FOLDER=USER with --adopt: the folder of that name in uploads/images/ belongs to this user (id or e-mail)

  --accept-store    take UPLOADS_DIR for this installation's although its marker is missing or another's; first of all

  Ends with 0 when all is well, 1 when something is not, 2 when it could not look.`;

const OPTIONS = {
  json: { type: 'boolean', default: false },
  quick: { type: 'boolean', default: false },
  repair: { type: 'boolean', default: false },
  'forget-missing': { type: 'boolean', default: false },
  adopt: { type: 'boolean', default: false },
  map: { type: 'string', multiple: true, default: [] as string[] },
  'accept-store': { type: 'boolean', default: false },
  help: { type: 'boolean', default: false },
} as const;

type Options = ReturnType<typeof optionsOf>;

/** `npm run doctor`: beside the running server, or without it. */
export async function doctor(args: readonly string[], config: Config, voice: Voice): Promise<Exit> {
  const options = optionsOf(args);
  if (options.help) {
    voice.say(DOCTOR_HELP);
    return EXIT.clean;
  }
  return withKeeper(config, voice, async (keeper) => {
    await checkStore(keeper, options);
    const adopted = options.adopt ? await adopt(keeper, options.map) : null;
    const told = { adopted, ...(await examine(keeper, config, options)) };
    voice.say(options.json ? asJson(told) : asText(told));
    const refused = adopted?.some(({ outcome }) => outcome === 'refused') ?? false;
    return refused || Object.keys(told.remaining).length > 0 ? EXIT.findings : EXIT.clean;
  });
}

/** A look at a disk that is away would find every image missing. */
async function checkStore(keeper: INestApplicationContext, options: Options): Promise<void> {
  const identity = keeper.get(StoreIdentity, { strict: false });
  if (options['accept-store']) {
    await requireLatestSchema(keeper, '--accept-store');
    await identity.accept();
  }
  await identity.check();
}

function optionsOf(args: readonly string[]) {
  const { values } = parseArgs({ args: [...args], options: OPTIONS, strict: true, allowPositionals: false });
  if (values['forget-missing'] && !values.repair) throw new Error('--forget-missing goes with --repair');
  if (values.map.length > 0 && !values.adopt) throw new Error('--map goes with --adopt');
  return values;
}

async function adopt(keeper: INestApplicationContext, maps: readonly string[]): Promise<Adopted[]> {
  await requireLatestSchema(keeper, '--adopt');
  await keeper.get(Sweep).finishErasures();
  const owners = await keeper.get(FolderOwners).of(maps);
  const adopted: Adopted[] = [];
  for await (const file of keeper.get(Adoption).adopt(owners)) adopted.push(file);
  return adopted;
}

async function examine(keeper: INestApplicationContext, config: Config, options: Options): Promise<Omit<Told, 'adopted'>> {
  const examination = { deep: !options.quick, graceMs: config.sweepGraceMs, settleMs: SETTLE_MS };
  if (options.repair) {
    await requireLatestSchema(keeper, '--repair');
    await keeper.get(Sweep).finishErasures();
  }
  const { rows, things, findings } = await keeper.get(Doctor).examine(examination);
  const told = options.repair ? await repair(keeper, config, options, findings) : findings.map((finding) => ({ finding, outcome: null }));
  // After repairs the house is looked over once more: what was set aside may have left a row without a file.
  const after = options.repair && findings.length > 0 ? (await keeper.get(Doctor).examine(examination)).findings : findings;
  return { rows, things, findings: told, remaining: countsOf(after) };
}

async function repair(keeper: INestApplicationContext, config: Config, options: Options, findings: readonly Finding[]): Promise<Told['findings']> {
  const repairs = keeper.get(Repairs);
  const told: Told['findings'][number][] = [];
  for (const finding of findings) {
    const forget = options['forget-missing'] && finding.about === 'row' && finding.kind === 'missing';
    told.push({ finding, outcome: forget ? await repairs.forget(finding) : await repairs.repair(finding, config.sweepGraceMs) });
  }
  return told;
}
