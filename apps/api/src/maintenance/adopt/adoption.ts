import { createHash } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { IMAGE_BYTES_MAX, IMAGE_NAME_PATTERN } from '@vitrine/contracts';
import { v7 as uuidv7 } from 'uuid';
import { Config } from '../../config/config';
import { Database } from '../../database/database';
import type { ImageRow } from '../../database/schema';
import { GenerationFailure } from '../../generation/generators/generation-failure';
import { proveImage, type ProvenImage } from '../../generation/generators/prove-image';
import { ErasureRepository } from '../../images/erasure.repository';
import { EXTENSIONS } from '../../images/image-name';
import { ImageRepository } from '../../images/image.repository';
import { MaintenanceRepository } from '../../images/maintenance.repository';
import { keyOf } from '../../images/storage/image-key';
import { StoreIdentity } from '../../images/storage/store-identity';
import { errorCode } from '../../problems/error-code';
import { AdoptTree, type FoundFile } from './adopt-tree.files';
import { type AdoptedWords, wordsOfName, wordsOfSidecar } from './adopted-prompt';

/** What became of one file. */
export interface Adopted {
  readonly path: string;
  readonly outcome: 'adopted' | 'finished' | 'duplicate' | 'refused';
  readonly detail: string;
}

/**
 * Takes over files that lie in the folder of a user without a row. Bytes first, row second, old name last; the new name
 * follows from the owner, the bytes and their time, so that whatever a crash leaves is continued and never doubled.
 */
@Injectable()
export class Adoption {
  private readonly tree: AdoptTree;

  constructor(
    private readonly config: Config,
    private readonly db: Database,
    private readonly images: ImageRepository,
    private readonly maintenance: MaintenanceRepository,
    private readonly erasures: ErasureRepository,
    private readonly identity: StoreIdentity,
  ) {
    this.tree = new AdoptTree(config.uploadsDir);
  }

  /** `owners`: the user of each folder, by the folder's name. Tells of every file without a row. */
  async *adopt(owners: ReadonlyMap<string, string>): AsyncIterable<Adopted> {
    for (const folder of await this.folders(owners)) {
      const owner = owners.get(folder) ?? (await this.userOf(folder));
      if (owner === null) continue;
      for (const name of foreignFirst(await this.tree.names(folder))) {
        const adopted = await this.adoptFile(owner, folder, name);
        if (adopted) yield { path: `images/${folder}/${name}`, ...adopted };
      }
    }
  }

  private async folders(owners: ReadonlyMap<string, string>): Promise<string[]> {
    const folders = await this.tree.folders();
    return [...folders.filter((folder) => owners.has(folder)), ...folders.filter((folder) => !owners.has(folder))];
  }

  private async userOf(folder: string): Promise<string | null> {
    const id = /^user-(.+)$/s.exec(folder)?.[1];
    return id !== undefined && (await this.maintenance.usersAmong([id])).has(id) ? id : null;
  }

  /** Null for what is no file without a row, or may get its row yet. */
  private async adoptFile(owner: string, folder: string, name: string): Promise<Omit<Adopted, 'path'> | null> {
    if (await this.isAccountedFor(owner, name)) return null;
    const file = await this.tree.read(folder, name, IMAGE_BYTES_MAX).catch(unreadable);
    if (typeof file === 'string') return { outcome: 'refused', detail: file };
    if (!file) return { outcome: 'refused', detail: 'larger than an image may be' };
    if (this.mayBeOnItsWay(name, file)) return null;
    const proof = await proven(file.bytes);
    if (typeof proof === 'string') return { outcome: 'refused', detail: proof };
    return this.take(owner, folder, name, rowOf(owner, name, file, proof, await this.wordsFor(folder, name)));
  }

  private async take(owner: string, folder: string, name: string, row: ImageRow): Promise<Omit<Adopted, 'path'>> {
    await this.identity.verify();
    // The same bytes of the same time would get the name that is about to be erased.
    if (await this.erasures.isPromised(owner, row.id)) return { outcome: 'refused', detail: 'was deleted, and is still to be erased; try again later' };
    const twin = (await this.maintenance.withBytes(owner, row.sha256)) ?? (await this.insert(owner, folder, name, row));
    const dropped = await this.tree.dropName(folder, name, keyOf(twin ?? row));
    if (!twin) return { outcome: 'adopted', detail: row.filename };
    return { outcome: dropped ? 'finished' : 'duplicate', detail: twin.filename };
  }

  /** So named it may be one that the running server is about to give its row. */
  private mayBeOnItsWay(name: string, { changedAt }: FoundFile): boolean {
    return IMAGE_NAME_PATTERN.test(name) && changedAt > Date.now() - this.config.sweepGraceMs;
  }

  /** Undefined when the row is in; else the image of the same owner that has got these bytes meanwhile. */
  private async insert(owner: string, folder: string, name: string, row: ImageRow): Promise<ImageRow | undefined> {
    await this.tree.nameAs(folder, name, keyOf(row));
    return this.db.atomically(async (on) => {
      const twin = await this.maintenance.withBytes(owner, row.sha256, on);
      if (!twin) await this.images.insert(owner, row, on);
      return twin;
    });
  }

  /** It has a row, or is to go because its row went: a delete is never undone. */
  private async isAccountedFor(owner: string, name: string): Promise<boolean> {
    if (!IMAGE_NAME_PATTERN.test(name)) return false;
    const [id = ''] = name.split('.', 1);
    const [row] = await this.maintenance.placed(owner, [id]);
    return row?.filename === name || (await this.erasures.isPromised(owner, id));
  }

  private async wordsFor(folder: string, name: string): Promise<AdoptedWords> {
    const sidecar = await this.tree.sidecar(folder, name);
    return (sidecar && wordsOfSidecar(sidecar.text, sidecar.kind)) ?? wordsOfName(name);
  }
}

/** The old name tells what the image shows, so it is taken before the new one that a crash left beside it. */
function foreignFirst(names: readonly string[]): string[] {
  return [...names.filter((name) => !IMAGE_NAME_PATTERN.test(name)), ...names.filter((name) => IMAGE_NAME_PATTERN.test(name))];
}

/** One file that cannot be read keeps no other from being taken over. */
function unreadable(error: unknown): string {
  const code = errorCode(error);
  if (code === null) throw error;
  return `cannot be read (${code})`;
}

/** Or why it is none, in words. */
async function proven(bytes: Uint8Array): Promise<ProvenImage | string> {
  try {
    return await proveImage(bytes);
  } catch (error) {
    if (error instanceof GenerationFailure) return error.detail;
    throw error;
  }
}

function rowOf(owner: string, name: string, file: FoundFile, proof: ProvenImage, words: AdoptedWords): ImageRow {
  const { bytes } = file;
  // A camera or a copy may date a file in the future; so dated it would head the library for years.
  const modifiedAt = Math.min(file.modifiedAt, Date.now());
  const [kept] = IMAGE_NAME_PATTERN.test(name) ? name.split('.', 1) : [];
  const random = createHash('sha256').update(`${owner}\n${proof.sha256}`).digest();
  const id = kept ?? uuidv7({ msecs: modifiedAt, random });
  return {
    id,
    owner_id: owner,
    filename: `${id}.${EXTENSIONS[proof.mimeType]}`,
    sha256: proof.sha256,
    mime_type: proof.mimeType,
    width: proof.width,
    height: proof.height,
    bytes: bytes.byteLength,
    thumbhash: null,
    prompt: words.prompt,
    revised_prompt: words.revisedPrompt,
    title: null,
    provider: 'imported',
    model: words.model ?? 'unknown',
    quality: null,
    favorite: 0,
    source: 'imported',
    content_credentials: proof.contentCredentials ? 1 : 0,
    generation_id: null,
    conversation_id: null,
    created_at: modifiedAt,
    deleted_at: null,
  };
}
