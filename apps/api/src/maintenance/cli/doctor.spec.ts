import { afterEach, beforeEach, describe, expect, it } from '@jest/globals';
import { readFile, writeFile } from 'node:fs/promises';
import { Reconciler } from '../reconciler';
import { House, Listener } from '../testing/house';
import { doctor, DOCTOR_HELP } from './doctor';
import { EXIT } from './run-cli';

describe('the doctor at the command line', () => {
  let house: House;
  let voice: Listener;
  beforeEach(async () => {
    house = await House.open({ SWEEP_GRACE_SECONDS: '600' });
    await house.app.get(Reconciler).idle();
    voice = new Listener();
    const image = await house.imageOf(await house.app.register());
    const bytes = await readFile(house.fileOf(image));
    bytes[bytes.length - 20]! ^= 1;
    await writeFile(house.fileOf(image), bytes);
  });
  afterEach(() => house.stop());

  const run = (...args: string[]) => doctor(args, house.app.config, voice);

  it('compares every byte unless it is told to be quick', async () => {
    expect(await run()).toBe(EXIT.findings);
    expect(voice.said.join()).toMatch(/^altered /);
    expect(await run('--quick')).toBe(EXIT.clean);
  });

  it('tells programs nothing but JSON', async () => {
    await run('--json');

    expect(JSON.parse(voice.said.join('\n'))).toMatchObject({ findings: [{ kind: 'altered' }], remaining: { altered: 1 } });
  });

  it('says in its help how', async () => {
    expect(await run('--help')).toBe(EXIT.clean);

    expect(voice.said).toEqual([DOCTOR_HELP]);
    expect(DOCTOR_HELP).toContain('--quick');
  });
});
