import { parseArgs } from 'node:util';
import type { Config } from '../../config/config';
import { restore as restoreBackup } from '../restore/restore';
import { EXIT, type Exit, type Voice } from './run-cli';

const HELP = `npm run restore -- DIR [--accept-store]

  Replaces the installation by the backup in DIR. The server must be stopped. Every byte of the backup is compared with
  its SHA-256 before anything is changed; what was there before stays beside it as *.before-restore-{time}.
  --accept-store  restore into UPLOADS_DIR although it is not the folder of this installation: on a new disk, say

  Ends with 0 when it is done, 2 when it was refused or could not be done.`;

const OPTIONS = { 'accept-store': { type: 'boolean', default: false }, help: { type: 'boolean', default: false } } as const;

/** `npm run restore`: without the server. */
export async function restore(args: readonly string[], config: Config, voice: Voice): Promise<Exit> {
  const { values, positionals } = parseArgs({ args: [...args], options: OPTIONS, allowPositionals: true });
  const [folder, ...more] = positionals;
  if (values.help || folder === undefined || more.length > 0) {
    voice.say(HELP);
    return values.help ? EXIT.clean : EXIT.failed;
  }
  const { complete, aside, finishedEarlier } = await restoreBackup(config, folder, new Date(), values['accept-store']);
  if (finishedEarlier) voice.say('An earlier restore had been cut short; it was finished first.');
  voice.say(`Restored the backup of ${complete.createdAt}: ${String(complete.images - complete.lost.length)} images, ${String(complete.bytes)} bytes.`);
  for (const path of complete.lost) voice.warn(`lost before the backup: ${path}`);
  if (aside.length > 0) voice.say(`What was there before is kept; remove it when all is well:\n${aside.map((path) => `  ${path}`).join('\n')}`);
  return EXIT.clean;
}
