import { describe, expect, test } from 'vitest';
import type { BasesState } from '../bases-state.ts';
import { check } from './bases.ts';

describe('the line of the bases', () => {
  const state: BasesState = { source: 'local', registries: ['docker.io', 'gcr.io'], names: 13, present: 13 };

  test.each([
    [{}, 'ok', 'built here: not every registry answers (docker.io, gcr.io); 13 of 13 are there'],
    [{ present: 3 }, 'note', 'built here: not every registry answers (docker.io, gcr.io); 3 of 13 are there'],
    [{ source: 'registry', present: 0 }, 'note', 'pulled: docker.io, gcr.io answer; 0 of 13 are there'],
    [
      { source: 'registry', registries: ['x.io'], present: undefined },
      'note',
      'pulled: x.io answers; 13 needed',
    ],
  ] as const)('%j', async (changes, mark, found) => {
    expect(await check.find({ bases: { ...state, ...changes } })).toMatchObject([{ state: mark, found }]);
  });
});
