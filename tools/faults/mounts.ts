import { spawnSync } from 'node:child_process';
import { closeSync, constants, copyFileSync, ftruncateSync, mkdirSync, mkdtempSync, openSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A file system of its own in a folder; made and unmade as root. */
export class Mount {
  readonly folder: string;

  private constructor(folder: string) {
    this.folder = folder;
  }

  /** In memory. `limits` as `size=4m` or `nr_inodes=20`. */
  static memory(folder: string, limits: string): Mount {
    return Mount.at(folder, ['-t', 'tmpfs', '-o', limits, 'tmpfs']);
  }

  /** The ext4 in a file. */
  static file(folder: string, file: string): Mount {
    return Mount.at(folder, ['-t', 'ext4', '-o', 'loop', file]);
  }

  remount(options: string): void {
    run('mount', ['-o', `remount,${options}`, this.folder]);
  }

  unmount(): void {
    run('umount', [this.folder]);
  }

  private static at(folder: string, what: readonly string[]): Mount {
    mkdirSync(folder, { recursive: true });
    run('mount', [...what, folder]);
    return new Mount(folder);
  }
}

/** An empty ext4 in a file of that size. */
export function makeDisk(file: string, bytes: number): void {
  const handle = openSync(file, 'w');
  ftruncateSync(handle, bytes);
  closeSync(handle);
  run('mkfs.ext4', ['-q', '-F', file]);
}

/** What the device holds at this moment, and nothing of what the system has yet to write to it: all that a power cut leaves. */
export function copyDisk(file: string, copy: string): void {
  copyFileSync(file, copy, constants.COPYFILE_FICLONE);
}

/** Null when such a file system can be mounted here, which is tried; else why not. */
export function whyNoMount(kind: 'memory' | 'file'): string | null {
  const folder = mkdtempSync(join(tmpdir(), 'vitrine-mount-'));
  try {
    const image = join(folder, 'image');
    if (kind === 'file') makeDisk(image, 8 * 1024 * 1024);
    const mount = kind === 'file' ? Mount.file(join(folder, 'at'), image) : Mount.memory(join(folder, 'at'), 'size=1m');
    mount.unmount();
    return null;
  } catch (error) {
    return error instanceof Error ? error.message.trim() : String(error);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
