import { Injectable } from '@nestjs/common';
import type { ArchiveManifest, Image } from '@vitrine/contracts';
import type { ImageRow } from '../../database/schema';
import { notFound } from '../../problems/catalogue';
import { ImageRepository } from '../image.repository';
import { ImageViews } from '../image-views';
import { IntactImages } from '../intact-images';
import { keyOf } from '../storage/image-key';
import { ImageStore } from '../storage/image-store';
import { StorageError } from '../storage/storage-error';
import { ArchiveManifests, type HeldManifest } from './archive-manifests';
import { archiveNames } from './archive-names';
import { type ArchivedFile, type ArchiveStream, archiveStream } from './archive-stream';

type Missing = ArchiveManifest['missing'][number];

/** Sizes asked for at the same time. */
const AT_ONCE = 16;

/** Many originals as one zip, with a manifest of how they came to be. */
@Injectable()
export class ArchiveService {
  constructor(
    private readonly images: ImageRepository,
    private readonly views: ImageViews,
    private readonly store: ImageStore,
    private readonly intact: IntactImages,
    private readonly manifests: ArchiveManifests,
  ) {}

  /** In the order of the names. What is lost is told in the manifest; what is lost on the way breaks the archive off. */
  async of(owner: string, filenames: readonly string[]): Promise<ArchiveStream> {
    const { manifest, files } = await this.contentOf(owner, filenames);
    const archive = await archiveStream([manifest.file, ...files]);
    const close = () => {
      archive.close();
      manifest.close().catch(() => undefined); // Nobody reads it any more.
    };
    return { ...archive, close };
  }

  /** Apart from what lasts until the archive is sent: a closure here would keep every text of the rows. */
  private async contentOf(owner: string, filenames: readonly string[]): Promise<{ readonly manifest: HeldManifest; readonly files: readonly ArchivedFile[] }> {
    const asked = [...new Set(filenames)];
    const found = await this.images.findAll(owner, 'library', asked);
    if (!found) throw notFound();
    const byName = new Map(found.map((row) => [row.filename, row]));
    const { whole, missing } = await this.checked(asked.flatMap((name) => byName.get(name) ?? []));
    const names = archiveNames(whole);
    const manifest = await this.manifests.hold(manifestOf(await this.views.of(owner, whole), names, missing));
    return { manifest, files: whole.map((row, index) => this.fileOf(withoutTexts(row), names[index] ?? row.filename)) };
  }

  private async checked(rows: readonly ImageRow[]): Promise<{ whole: ImageRow[]; missing: Missing[] }> {
    const whole: ImageRow[] = [];
    const missing: Missing[] = [];
    for (let start = 0; start < rows.length; start += AT_ONCE) {
      const some = rows.slice(start, start + AT_ONCE);
      const sizes = await Promise.all(some.map((row) => this.store.size(keyOf(row)).catch(unlessUnreadable)));
      for (const [index, row] of some.entries()) {
        const bytes = sizes[index] ?? null;
        if (bytes === row.bytes) whole.push(row);
        else missing.push({ filename: row.filename, prompt: row.prompt, reason: bytes === null ? 'missing' : 'damaged' });
      }
    }
    return { whole, missing };
  }

  private fileOf(row: ImageRow, name: string): ArchivedFile {
    const open = () => this.intact.open(row, { start: 0, end: row.bytes - 1 });
    return { name, bytes: row.bytes, modifiedAt: new Date(row.created_at), open };
  }
}

/** It is held until the archive is sent, and its texts are in the manifest. */
function withoutTexts(row: ImageRow): ImageRow {
  return { ...row, prompt: '', revised_prompt: null };
}

const UNREADABLE = -1;

/** One file that cannot be read takes no other out of the archive; a store that is away does. */
function unlessUnreadable(error: unknown): number {
  if (error instanceof StorageError && error.code === 'IMAGE_UNREADABLE') return UNREADABLE;
  throw error;
}

function manifestOf(images: readonly Image[], names: readonly string[], missing: Missing[]): ArchiveManifest {
  const described = images.map(({ url: _url, thumbnailUrl: _thumbnail, thumbhash: _hash, deletedAt: _deleted, ...image }, index) => ({ file: names[index] ?? image.filename, ...image }));
  return { format: 'vitrine-archive', version: 1, createdAt: new Date().toISOString(), images: described, missing };
}
