import { parseArgs } from 'node:util';
import type { Config } from '../../config/config';
import { Backup } from '../backup/backup';
import { EXIT, type Exit, type Voice, withKeeper } from './run-cli';

const HELP = `npm run backup -- DIR [--without-secrets]

  Copies the whole installation into DIR, an empty or a new folder, while the server runs or not. Deleted images are
  erased from the disk when it is done. DIR holds everything that is private: keep it as the installation itself.
  --without-secrets  without the signing keys: after a restore everybody signs in again

  Ends with 0 when the backup is whole, 1 when images were lost or damaged before it, 2 when there is no backup.`;

/** `npm run backup`: beside the running server, or without it. */
export async function backup(args: readonly string[], config: Config, voice: Voice): Promise<Exit> {
  const { values, positionals } = parseArgs({
    args: [...args],
    options: { 'without-secrets': { type: 'boolean', default: false }, help: { type: 'boolean', default: false } },
    allowPositionals: true,
  });
  const [folder, ...more] = positionals;
  if (values.help || folder === undefined || more.length > 0) {
    voice.say(HELP);
    return values.help ? EXIT.clean : EXIT.failed;
  }
  const { files, bytes, images, lost } = await withKeeper(config, voice, (keeper) => keeper.get(Backup).run(folder, { secrets: !values['without-secrets'] }));
  for (const path of lost) voice.warn(`lost before the backup: ${path}`);
  voice.say(`${String(images - lost.length)} of ${String(images)} images in ${String(files)} files, ${String(bytes)} bytes: ${folder}`);
  return lost.length > 0 ? EXIT.findings : EXIT.clean;
}
