import { lstat, readFile, rename } from 'node:fs/promises';
import { dirname } from 'node:path';
import * as z from 'zod';
import { giveTo, ownerOf } from '../../images/storage/file-owner';
import { isAbsence, removeIfThere, syncFolder, writeDurably } from '../../images/storage/file-durably';

/** One thing that changes places: what is at `target` goes to `aside`, and what is `staged` takes its place. */
const Step = z.strictObject({ target: z.string(), staged: z.string().nullable(), aside: z.string() });
export type Step = z.infer<typeof Step>;

const Journal = z.strictObject({ steps: z.array(Step) });

/** Written when all is staged and proven: from then on the swap is only ever finished. */
export function journalOf(databaseFile: string): string {
  return `${databaseFile}.restore.json`;
}

export async function writeJournal(databaseFile: string, steps: readonly Step[]): Promise<void> {
  const path = journalOf(databaseFile);
  await removeIfThere(`${path}.tmp`);
  await writeDurably(`${path}.tmp`, Buffer.from(JSON.stringify({ steps })));
  // The server finishes what a killed restore began, as its own user.
  const database = steps.find(({ target }) => target === databaseFile)?.staged ?? databaseFile;
  await giveTo(await ownerOf(database), `${path}.tmp`);
  await rename(`${path}.tmp`, path);
  await syncFolder(dirname(path));
}

/** Goes through with the swap that a journal tells of, wherever it was cut. False when there is none. */
export async function finishSwap(databaseFile: string): Promise<boolean> {
  const path = journalOf(databaseFile);
  const text = await readFile(path, 'utf8').catch((error: unknown) => {
    if (isAbsence(error)) return null;
    throw error;
  });
  if (text === null) return false;
  for (const step of Journal.parse(JSON.parse(text)).steps) await finishStep(step);
  await removeIfThere(path);
  await syncFolder(dirname(path));
  return true;
}

/** Each state that a cut can leave tells what is still to do. */
async function finishStep({ target, staged, aside }: Step): Promise<void> {
  if (staged !== null && !(await exists(staged))) return;
  if (await exists(target)) {
    if (await exists(aside)) throw new Error(`A restore was cut short, and both ${target} and ${aside} are there now. Move one of them away, then try again.`);
    await rename(target, aside);
    await syncFolder(dirname(target));
  }
  if (staged === null) return;
  await rename(staged, target);
  await syncFolder(dirname(target));
}

export async function exists(path: string): Promise<boolean> {
  try {
    await lstat(path);
    return true;
  } catch (error) {
    if (isAbsence(error)) return false;
    throw error;
  }
}
