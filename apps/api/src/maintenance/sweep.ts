import { Injectable } from '@nestjs/common';
import { ErasureRepository } from '../images/erasure.repository';
import { ImageFiles } from '../images/image-files';
import { StoreIdentity } from '../images/storage/store-identity';

const AT_ONCE = 200;

/** Finishes what deletes began: the files of every row that is gone, by name. */
@Injectable()
export class Sweep {
  constructor(
    private readonly erasures: ErasureRepository,
    private readonly files: ImageFiles,
    private readonly identity: StoreIdentity,
  ) {}

  /** Resolves with how many images it is done with; what cannot be removed now, while a backup runs or the store is away, waits for the next time. */
  async finishErasures(): Promise<number> {
    if (!(await this.identity.isRecognized())) return 0;
    let done = 0;
    for (let after: string | undefined = ''; after !== undefined; ) {
      const due = await this.erasures.due(after, AT_ONCE);
      done += await this.files.erase(due);
      after = due.at(-1)?.id;
    }
    return done;
  }
}
