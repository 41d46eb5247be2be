import * as z from 'zod';

/** A backup is a folder: `vitrine.db`, `images/`, `trash/`, `secrets/`, then `manifest.jsonl`, and `complete.json` last of all. */
export const DATABASE_NAME = 'vitrine.db';
export const MANIFEST_NAME = 'manifest.jsonl';
export const COMPLETE_NAME = 'complete.json';

const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
/** What a backup may hold; anything else in a manifest makes it none. */
const PATH = new RegExp(`^(?:vitrine\\.db|secrets/[a-z]+-[0-9]+\\.key|(?:images|trash)/user-${UUID}/${UUID}\\.(?:png|jpg|webp))$`);

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);
const Path = z.string().regex(PATH);

/** One line of the manifest. */
export const Entry = z.strictObject({ path: Path, bytes: z.int().min(0), sha256: Sha256 });
export type Entry = z.infer<typeof Entry>;

/** Written when all else is on the disk: without it there is no backup. */
export const Complete = z.strictObject({
  format: z.literal(1),
  /** Of Vitrine. */
  version: z.string(),
  createdAt: z.iso.datetime(),
  manifestSha256: Sha256,
  files: z.int().min(1),
  bytes: z.int().min(0),
  images: z.int().min(0),
  /** Images whose file was lost or damaged already: their rows are in the backup, their bytes cannot be. */
  lost: z.array(Path),
  secrets: z.boolean(),
});
export type Complete = z.infer<typeof Complete>;
