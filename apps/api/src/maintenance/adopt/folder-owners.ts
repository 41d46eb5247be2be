import { Injectable } from '@nestjs/common';
import { canonicalEmail } from '../../auth/email';
import { UserRepository } from '../../auth/user.repository';

/** Whose the folders of another program are, as told by `--map FOLDER=USER`. */
@Injectable()
export class FolderOwners {
  constructor(private readonly users: UserRepository) {}

  /** @throws Error naming the map that is none, or whose user is not known. */
  async of(maps: readonly string[]): Promise<Map<string, string>> {
    const owners = new Map<string, string>();
    for (const map of maps) {
      const [folder, user] = split(map);
      const found = (await this.users.find(user)) ?? (await this.users.findByEmail(canonicalEmail(user) ?? user));
      if (!found) throw new Error(`--map ${map}: nobody here has this id or e-mail address`);
      owners.set(folder, found.id);
    }
    return owners;
  }
}

function split(map: string): [folder: string, user: string] {
  const at = map.lastIndexOf('=');
  const [folder, user] = [map.slice(0, at), map.slice(at + 1)];
  if (at < 1 || user === '' || /[/\\]/.test(folder)) throw new Error(`--map ${map}: must be FOLDER=USER`);
  return [folder, user];
}
