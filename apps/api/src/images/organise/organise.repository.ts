import { Injectable } from '@nestjs/common';
import { type ChangeImage, TAGS_PER_IMAGE_MAX } from '@vitrine/contracts';
import { Database, type Executor } from '../../database/database';
import type { ImageRow } from '../../database/schema';
import { conflict } from '../../problems/catalogue';
import { ImageRepository } from '../image.repository';
import { ImageTagRepository } from '../image-tag.repository';
import { LibraryChangeRepository } from '../library-change.repository';
import { ImageSearchRepository } from '../search/image-search.repository';

/** What an owner says of their images. The row, the search and the log of changes never tell different stories. */
@Injectable()
export class OrganiseRepository {
  constructor(
    private readonly db: Database,
    private readonly images: ImageRepository,
    private readonly tags: ImageTagRepository,
    private readonly search: ImageSearchRepository,
    private readonly changes: LibraryChangeRepository,
  ) {}

  /** The image as it is then; null when it is not in the library. */
  change(owner: string, filename: string, { favorite, title, tags }: ChangeImage): Promise<ImageRow | null> {
    return this.db.atomically(async (on) => {
      const [row] = (await this.images.findAll(owner, 'library', [filename], on)) ?? [];
      if (!row) return null;
      const changed = { ...row, title: title === undefined ? row.title : title, favorite: favorite === undefined ? row.favorite : Number(favorite) };
      await on.updateTable('images').set({ title: changed.title, favorite: changed.favorite }).where('owner_id', '=', owner).where('id', '=', row.id).execute();
      if (tags !== undefined) await this.tags.replace(owner, row.id, tags, on);
      if (tags !== undefined || title !== undefined) await this.findAnew(owner, [changed], on);
      await this.changes.record(owner, 'changed', [row], {}, on);
      return changed;
    });
  }

  /** False, and nothing changed, unless all of them are in the library. */
  favorite(owner: string, filenames: readonly string[], favorite: boolean): Promise<boolean> {
    return this.db.atomically(async (on) => {
      const rows = await this.images.findAll(owner, 'library', filenames, on);
      if (!rows) return false;
      const others = rows.filter((row) => row.favorite !== Number(favorite));
      if (others.length === 0) return true;
      await on.updateTable('images').set({ favorite: Number(favorite) }).where('owner_id', '=', owner).where('id', 'in', others.map((row) => row.id)).execute();
      await this.changes.record(owner, 'changed', others, {}, on);
      return true;
    });
  }

  /**
   * Takes away first, then gives. False, and nothing changed, unless all of them are in the library.
   * @throws `conflict`, and nothing changed, when one of them would have too many.
   */
  tag(owner: string, filenames: readonly string[], add: readonly string[], remove: readonly string[]): Promise<boolean> {
    return this.db.atomically(async (on) => {
      const rows = await this.images.findAll(owner, 'library', filenames, on);
      if (!rows) return false;
      const before = await this.tags.ofImages(owner, rows, on);
      const changing = rows.filter(({ id }) => isAnother(before.get(id) ?? [], add, remove));
      if (changing.length === 0) return true;
      const ids = changing.map((row) => row.id);
      await this.tags.remove(owner, ids, remove, on);
      await this.tags.add(owner, ids, add, on);
      await this.findAnew(owner, changing, on);
      await this.changes.record(owner, 'changed', changing, {}, on);
      return true;
    });
  }

  private async findAnew(owner: string, rows: readonly ImageRow[], on: Executor): Promise<void> {
    const tags = await this.tags.ofImages(owner, rows, on);
    if ([...tags.values()].some((ofImage) => ofImage.length > TAGS_PER_IMAGE_MAX)) {
      throw conflict(`An image can have ${String(TAGS_PER_IMAGE_MAX)} tags at most.`);
    }
    await this.search.changeAll(owner, rows.map((row) => ({ ...row, tags: tags.get(row.id) ?? [] })), on);
  }
}

function isAnother(tags: readonly string[], add: readonly string[], remove: readonly string[]): boolean {
  return add.some((tag) => !tags.includes(tag)) || remove.some((tag) => tags.includes(tag) && !add.includes(tag));
}
