import { describe, expect, test } from 'vitest';
import type { Check } from '../check.ts';
import type { MachineState } from '../machine-state.ts';
import { check as freeDisk } from './free-disk.ts';
import { check as load } from './load.ts';
import { check as root } from './root.ts';

const fine: MachineState = {
  ...{ engineFolder: '/data', freeBytes: 100e9, basesMissing: true },
  ...{ load: 0.1, cores: 2, platform: 'linux', uid: 0 },
};
const found = async (check: Check<'machine'>, state: Partial<MachineState> = {}) =>
  (await check.find({ machine: { ...fine, ...state } }))[0];

describe('free disk', () => {
  test.each([
    [
      'is enough for all bases and a run',
      {},
      '100 GB in /data; needed: 12.0 GB while all bases are built, 4.00 GB for a run',
    ],
    [
      'is enough for a run where the bases are there',
      { basesMissing: false, freeBytes: 4e9 },
      '4.00 GB in /data; needed: 4.00 GB for a run',
    ],
  ])('%s', async (_, state, told) => {
    expect(await found(freeDisk, state)).toEqual({ state: 'ok', what: 'free disk', found: told });
  });

  test('says how much more is needed', async () => {
    expect(await found(freeDisk, { freeBytes: 10e9 })).toMatchObject({
      state: 'note',
      fix: 'free 6.00 GB there',
    });
  });

  test('is not guessed where the engine keeps its data out of sight', async () => {
    expect(await found(freeDisk, { engineFolder: undefined, freeBytes: undefined })).toMatchObject({
      state: 'note',
      found: expect.stringMatching(/^cannot be seen from here; needed: 12.0 GB/),
    });
  });
});

describe('load', () => {
  test.each([
    [1, 2, 'ok', '1.00 on 2 cores: quiet'],
    [1.01, 2, 'note', '1.01 on 2 cores: busy, times will scatter'],
    [1, 1, 'note', '1.00 on 1 core: busy, times will scatter'],
    [1, 8, 'ok', '1.00 on 8 cores: quiet'],
  ] as const)('of %d on %d cores is %s', async (running, cores, state, told) => {
    expect(await found(load, { load: running, cores })).toMatchObject({ state, found: told });
  });

  test('is not known on Windows, where Node always says 0', async () => {
    expect((await found(load, { load: 0, platform: 'win32' }))?.state).toBe('note');
  });
});

test.each([
  [0, 'yes'],
  [1000, 'no: only the private engine needs it'],
  [undefined, 'no: only the private engine needs it'],
])('user %s is root: %s, and either is fine', async (uid, told) => {
  expect(await found(root, { uid })).toEqual({ state: 'ok', what: 'root', found: told });
});
