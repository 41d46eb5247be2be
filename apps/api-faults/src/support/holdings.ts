import { createHash } from 'node:crypto';
import type { Image } from '@vitrine/contracts';
import type { Person } from './person';

export type PlaceOfImage = 'library' | 'trash' | 'gone';

interface Held {
  readonly sha256: string;
  /** More than one while it is not known what became of a request. */
  places: readonly PlaceOfImage[];
}

/** What a person was told that they have: the model that every restart is held against. */
export class Holdings {
  private readonly images = new Map<string, Held>();
  /** Prompts of images that may have come to be though nobody was told so. */
  private readonly perhaps = new Set<string>();

  constructor(private readonly person: Person) {}

  /** It was answered: from now on it must be there. */
  has(image: Pick<Image, 'filename' | 'sha256' | 'prompt'>): void {
    this.perhaps.delete(image.prompt);
    this.images.set(image.filename, { sha256: image.sha256, places: ['library'] });
  }

  /** An answer said where it is. */
  isIn(filename: string, place: PlaceOfImage): void {
    this.held(filename).places = [place];
  }

  /** No answer said whether it went there. */
  mayBeIn(filename: string, place: PlaceOfImage): void {
    const held = this.held(filename);
    held.places = [...held.places, place];
  }

  /** No answer said whether an image of this prompt was made; one at most may be there. */
  mayHave(prompt: string): void {
    this.perhaps.add(prompt);
  }

  /** As it stands now, whatever comes after. */
  asOfNow(): Holdings {
    const copy = new Holdings(this.person);
    for (const [filename, held] of this.images) copy.images.set(filename, { ...held });
    for (const prompt of this.perhaps) copy.perhaps.add(prompt);
    return copy;
  }

  /** Everything that is not as it was told, asked over HTTP. What was uncertain is taken for what is now seen, once and for all. */
  async violations({ bytes = 'recent' }: { bytes?: 'recent' | 'all' } = {}): Promise<string[]> {
    const [library, trash] = [await this.person.library(), await this.person.trash()];
    const seen = new Map<string, [PlaceOfImage, Image]>();
    for (const image of trash) seen.set(image.filename, ['trash', image]);
    for (const image of library) seen.set(image.filename, ['library', image]);
    const told = [...this.images].flatMap(([filename, held]) => this.settle(filename, held, seen.get(filename)));
    const extra = [...seen].flatMap(([filename, [place, image]]) => (this.images.has(filename) ? [] : this.accept(place, image)));
    const some = bytes === 'all' ? library : library.slice(0, 3);
    const altered = (await Promise.all(some.map((image) => this.alteration(image)))).flat();
    return [...told, ...extra, ...altered];
  }

  private settle(filename: string, held: Held, seen: [PlaceOfImage, Image] | undefined): string[] {
    const place = seen?.[0] ?? 'gone';
    if (!held.places.includes(place)) return [`${filename} is ${place}, and was told to be ${held.places.join(' or ')}`];
    if (seen && seen[1].sha256 !== held.sha256) return [`${filename} has another SHA-256 than was told`];
    held.places = [place];
    return [];
  }

  private accept(place: PlaceOfImage, image: Image): string[] {
    if (place !== 'library' || !this.perhaps.delete(image.prompt)) return [`${image.filename} is in the ${place}, and nobody made it (${image.prompt})`];
    this.has(image);
    return [];
  }

  private async alteration(image: Image): Promise<string[]> {
    const answer = await this.person.get(image.url);
    const hash = createHash('sha256').update(answer.bytes).digest('hex');
    return answer.status === 200 && hash === this.images.get(image.filename)?.sha256 ? [] : [`${image.filename} is served as ${String(answer.status)} with other bytes`];
  }

  private held(filename: string): Held {
    const held = this.images.get(filename);
    if (!held) throw new Error(`nobody was told of ${filename}`);
    return held;
  }
}
