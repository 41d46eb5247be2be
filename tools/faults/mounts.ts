import { spawnSync } from 'node:child_process';
import { closeSync, copyFileSync, constants, ftruncateSync, mkdirSync, openSync } from 'node:fs';

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

/** Null when file systems can be mounted here; else why not. */
export function whyNoMounts(): string | null {
  if (process.platform !== 'linux') return 'file systems are mounted on Linux only';
  if (process.getuid?.() !== 0) return 'only root may mount file systems';
  return null;
}

function run(command: string, args: readonly string[]): void {
  const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')}: ${error?.message ?? stderr}`);
}
