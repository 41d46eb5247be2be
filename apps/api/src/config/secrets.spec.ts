import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { spawn } from 'node:child_process';
import { chmodSync, mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import { randomBytes } from 'node:crypto';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readSecrets } from './secrets';

describe('the secrets', () => {
  let dataDir: string;
  const folder = () => join(dataDir, 'secrets');
  const modeOf = (path: string) => statSync(path).mode & 0o777;
  const put = (name: string, text: string, mode = 0o600) => {
    mkdirSync(folder(), { recursive: true, mode: 0o700 });
    writeFileSync(join(folder(), name), text, { mode });
    chmodSync(join(folder(), name), mode);
  };
  beforeEach(() => {
    dataDir = mkdtempSync(join(tmpdir(), 'vitrine-secrets-'));
  });
  afterEach(() => {
    rmSync(dataDir, { recursive: true, force: true });
  });

  it('are made at the first start, for nobody but the owner of the process', () => {
    readSecrets(dataDir);

    expect(modeOf(folder())).toBe(0o700);
    expect(readdirSync(folder()).sort()).toEqual(['access-1.key', 'media-1.key', 'safety-1.key', 'session-1.key']);
    for (const name of readdirSync(folder())) expect(modeOf(join(folder(), name))).toBe(0o600);
  });

  it('are the same at the next start, and different for each use and each installation', () => {
    const first = readSecrets(dataDir);
    const again = readSecrets(dataDir);
    const elsewhere = readSecrets(join(dataDir, 'elsewhere'));
    const text = ({ accessKeys: [{ key }] }: typeof first) => key.export().toString('hex');

    expect(text(again)).toBe(text(first));
    expect(text(elsewhere)).not.toBe(text(first));
    expect(new Set([first.accessKeys[0].key, first.mediaKeys[0].key, first.safetyKey, first.sessionKeys[0].key].map((key) => key.export().toString('hex'))).size).toBe(4);
    expect(first.accessKeys[0].key.symmetricKeySize).toBeGreaterThanOrEqual(32);
  });

  it('sign with the highest number, and accept every one that is there', () => {
    readSecrets(dataDir);
    put('access-10.key', randomBytes(32).toString('base64url'));
    put('access-9.key', randomBytes(32).toString('base64url'));

    expect(readSecrets(dataDir).accessKeys.map(({ kid }) => kid)).toEqual(['access-10', 'access-9', 'access-1']);
  });

  it.each([
    ['too short', randomBytes(31).toString('base64url')],
    ['empty', ''],
    ['a repeated byte', Buffer.alloc(64, 7).toString('base64url')],
    ['a word', 'changeme'],
  ])('stop the start when one is weak (%s), without telling it', (_, text) => {
    put('access-1.key', text);

    expect(() => readSecrets(dataDir)).toThrow(/access-1\.key is weak: it must be at least 32 random bytes/);
    if (text !== '') expect(() => readSecrets(dataDir)).not.toThrow(new RegExp(text));
  });

  it('are read once another process, which has created one under its name, has written it', () => {
    put('access-1.key', '');
    const text = randomBytes(48).toString('base64url');
    const writer = spawn(process.execPath, ['-e', `require('node:fs').writeFileSync(${JSON.stringify(join(folder(), 'access-1.key'))}, '${text}')`]);

    const { accessKeys } = readSecrets(dataDir);

    expect(accessKeys[0].key.export().toString('base64url')).toBe(text);
    writer.kill();
  });

  it.each([0o640, 0o604, 0o620])('stop the start when others can reach a file (mode %o)', (mode) => {
    put('media-1.key', randomBytes(32).toString('base64url'), mode);

    expect(() => readSecrets(dataDir)).toThrow(/Others than its owner can reach .*media-1\.key\. Run: chmod 600/);
  });

  it('stop the start when others can reach the folder', () => {
    readSecrets(dataDir);
    chmodSync(folder(), 0o755);

    expect(() => readSecrets(dataDir)).toThrow(/Run: chmod 700/);
  });

  it('stop the start when a file leads somewhere else', () => {
    readSecrets(dataDir);
    const elsewhere = join(dataDir, 'elsewhere');
    writeFileSync(elsewhere, readFileSync(join(folder(), 'access-1.key')), { mode: 0o600 });
    symlinkSync(elsewhere, join(folder(), 'access-2.key'));

    expect(() => readSecrets(dataDir)).toThrow(/access-2\.key must be a plain file/);
  });

  describe('that the platform made readable by the group', () => {
    const shareWithGroup = () => {
      chmodSync(folder(), 0o2770);
      for (const name of readdirSync(folder())) chmodSync(join(folder(), name), 0o660);
    };

    it('stop the start, and the sentence names the setting that helps', () => {
      readSecrets(dataDir);
      shareWithGroup();

      expect(() => readSecrets(dataDir)).toThrow(/SECRETS_GROUP_ACCESS=remove/);
    });

    it('are the owner’s alone again where the setting says so', () => {
      const { accessKeys: [before] } = readSecrets(dataDir);
      shareWithGroup();

      const { accessKeys: [after] } = readSecrets(dataDir, 'remove');

      expect(after.key.equals(before.key)).toBe(true);
      expect(statSync(folder()).mode & 0o7777).toBe(0o700);
      for (const name of readdirSync(folder())) expect(modeOf(join(folder(), name))).toBe(0o600);
    });

    it.each([0o604, 0o664])('are refused all the same when everybody can reach one (%o)', (mode) => {
      readSecrets(dataDir);
      shareWithGroup();
      chmodSync(join(folder(), 'access-1.key'), mode);

      expect(() => readSecrets(dataDir, 'remove')).toThrow(/access-1\.key\. Run: chmod 600/);
    });
  });
});
