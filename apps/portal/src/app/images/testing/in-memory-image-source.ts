import type { IndexAnswer, LibraryIndex } from '@vitrine/contracts';
import { ApiError } from '../../api/problem';
import { AccountSource, type ImageAddress } from '../image-source';
import type { LibraryQuery } from '../library-filter';
import type { LibraryImage } from '../library-image';

const seconds = (image: LibraryImage) => Math.floor(Date.parse(image.createdAt) / 1000);

/** A place that keeps images as long as the spec runs, tells what changed, and can be made to fail. Good for an account and for a device. */
export class InMemoryImageSource extends AccountSource {
  failure: ApiError | null = null;
  /** Every call, in order, as the spec may want to count them. */
  readonly calls: string[] = [];
  readonly trash: LibraryImage[] = [];
  private waiting: Promise<void> = Promise.resolve();
  private onTheWay: Promise<void> = Promise.resolve();
  private version = 1;
  private readonly told = new Map<number, readonly LibraryImage[]>();

  constructor(public images: LibraryImage[] = []) {
    super();
  }

  /** From now on every answer waits until the function returned is called. */
  hold(): () => void {
    let release: () => void = () => undefined;
    this.waiting = new Promise((resolve) => { release = resolve; });
    return release;
  }

  /** What is told of the index from now on is what is true now, and comes only when the function returned is called. */
  delay(): () => void {
    let release: () => void = () => undefined;
    this.onTheWay = new Promise((resolve) => { release = resolve; });
    return release;
  }

  /** Something happened to the library, on another device perhaps. */
  become(images: LibraryImage[]): void {
    this.told.set(this.version, this.images);
    this.version++;
    this.images = images;
  }

  async list(): Promise<readonly LibraryImage[]> {
    await this.answer('list');
    return [...this.images];
  }

  async index(filters: LibraryQuery): Promise<LibraryIndex> {
    const { q = '' } = filters;
    await this.answer(`index ${JSON.stringify(filters)}`);
    const images = this.images.filter(({ prompt }) => prompt.includes(q));
    return this.arrived({
      version: this.version, complete: true, names: images.map(({ filename }) => filename), times: images.map(seconds),
      widths: images.map(({ width }) => width), heights: images.map(({ height }) => height), favorites: [],
    });
  }

  async since(version: number): Promise<IndexAnswer> {
    await this.answer(`since ${version}`);
    const before = version === this.version ? this.images : this.told.get(version);
    if (!before) return this.index({});
    const names = new Set(this.images.map(({ filename }) => filename));
    return this.arrived({
      version: this.version, complete: false, since: version,
      added: this.images.filter((image) => !before.includes(image)).map((image) => ({
        name: image.filename, time: seconds(image), width: image.width, height: image.height, favorite: image.favorite,
      })),
      removed: before.filter(({ filename }) => !names.has(filename)).map(({ filename }) => filename),
    });
  }

  async details(filenames: readonly string[]): Promise<readonly LibraryImage[]> {
    await this.answer(`details ${filenames.length}`);
    return this.images.filter(({ filename }) => filenames.includes(filename));
  }

  async image(filename: string): Promise<LibraryImage | null> {
    await this.answer(`image ${filename}`);
    return this.images.find((image) => image.filename === filename) ?? null;
  }

  async remove(filenames: readonly string[]): Promise<void> {
    await this.answer(`remove ${filenames.join(' ')}`);
    this.trash.push(...this.images.filter(({ filename }) => filenames.includes(filename)));
    this.become(this.images.filter(({ filename }) => !filenames.includes(filename)));
  }

  async restore(filenames: readonly string[]): Promise<readonly LibraryImage[]> {
    await this.answer(`restore ${filenames.join(' ')}`);
    const restored = this.trash.filter(({ filename }) => filenames.includes(filename));
    this.become([...this.images, ...restored].sort((a, b) => (a.createdAt < b.createdAt ? 1 : -1)));
    return restored;
  }

  async address(image: { filename: string; url: string }): Promise<ImageAddress | null> {
    await this.answer(`address ${image.filename}`);
    return { url: image.url, release: () => undefined };
  }

  private async arrived<T extends IndexAnswer>(answer: T): Promise<T> {
    await this.onTheWay;
    return answer;
  }

  private async answer(call: string): Promise<void> {
    this.calls.push(call);
    await this.waiting;
    if (this.failure) throw this.failure;
  }
}
