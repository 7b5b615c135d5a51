import { describe, expect, test } from 'vitest';
import { examineMachine } from './examine-machine.ts';
import type { MachineState } from './machine-facts.ts';

const fine: MachineState = {
  ...{ engineFolder: '/data', freeBytes: 100e9, basesMissing: true },
  ...{ load: 0.1, cores: 2, platform: 'linux', uid: 0 },
};
const finding = (what: string, state: Partial<MachineState> = {}) =>
  examineMachine({ ...fine, ...state }).find((one) => one.what === what);

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
  ])('%s', (_, state, found) => {
    expect(finding('free disk', state)).toEqual({ state: 'ok', what: 'free disk', found });
  });

  test('says how much more is needed', () => {
    expect(finding('free disk', { freeBytes: 10e9 })).toMatchObject({
      state: 'note',
      fix: 'free 6.00 GB there',
    });
  });

  test('is not guessed where the engine keeps its data out of sight', () => {
    expect(finding('free disk', { engineFolder: undefined, freeBytes: undefined })).toMatchObject({
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
  ] as const)('of %d on %d cores is %s', (load, cores, state, found) => {
    expect(finding('load', { load, cores })).toMatchObject({ state, found });
  });

  test('is not known on Windows, where Node always says 0', () => {
    expect(finding('load', { load: 0, platform: 'win32' })?.state).toBe('note');
  });
});

test.each([
  [0, 'yes'],
  [1000, 'no: only the private engine needs it'],
  [undefined, 'no: only the private engine needs it'],
])('user %s is root: %s, and either is fine', (uid, found) => {
  expect(finding('root', { uid })).toEqual({ state: 'ok', what: 'root', found });
});
