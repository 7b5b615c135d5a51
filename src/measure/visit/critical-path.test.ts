import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Step } from '../../domain/run/sample.ts';
import { ProgressReader } from '../../engine/buildx/progress-reader.ts';
import { criticalPath } from './critical-path.ts';

const step = (id: string, durationMs: number, inputs: string[] = [], kind: Step['kind'] = 'step'): Step => ({
  ...{ id, inputs, durationMs, kind, name: id, stage: '', instruction: id },
  ...{ cacheable: kind === 'step', cached: false, startedMs: 0 },
});
const found = (...steps: Step[]) => {
  const { ms, ids } = criticalPath(steps);
  return { ms, ids: [...ids].toSorted() };
};

describe('the longest chain of steps that wait for each other', () => {
  test.each<[string, Step[], number, string[]]>([
    ['one step', [step('a', 5)], 5, ['a']],
    ['a chain is its sum', [step('a', 5), step('b', 7, ['a']), step('c', 1, ['b'])], 13, ['a', 'b', 'c']],
    ['whatever the order they are told in', [step('b', 7, ['a']), step('a', 5)], 12, ['a', 'b']],
    [
      'of two stages side by side the longer one counts',
      [
        step('base', 1),
        step('deps', 10, ['base']),
        step('build', 30, ['base']),
        step('run', 2, ['deps', 'build']),
      ],
      33,
      ['base', 'build', 'run'],
    ],
    [
      'the longest single step need not be on it',
      [step('long', 10), step('a', 6), step('b', 6, ['a']), step('end', 1, ['long', 'b'])],
      13,
      ['a', 'b', 'end'],
    ],
    ['what nobody waits for counts too', [step('a', 5), step('b', 1, ['a']), step('alone', 9)], 9, ['alone']],
    [
      'base, context and the builder’s own work count',
      [step('from', 3, [], 'from'), step('context', 4, [], 'context'), step('copy', 1, ['from', 'context'])],
      5,
      ['context', 'copy'],
    ],
    [
      'the export is left out: it follows every build',
      [step('a', 5), step('exporting', 90, ['a'], 'export')],
      5,
      ['a'],
    ],
    [
      'an input that was never reported takes no time',
      [step('a', 5, ['never']), step('b', 2, ['a'])],
      7,
      ['a', 'b'],
    ],
    ['of equal chains one is named, not both', [step('a', 5), step('b', 5)], 5, ['a']],
    [
      'a step that took no time, at the end of a chain, adds nothing',
      [step('a', 5), step('b', 0, ['a'])],
      5,
      ['a'],
    ],
  ])('%s', (_, steps, ms, ids) => {
    expect(found(...steps)).toEqual({ ms, ids });
  });

  test.each<[string, Step[]]>([
    ['no steps', []],
    ['nothing took time, as where all came from the cache', [step('a', 0), step('b', 0, ['a'])]],
    ['nothing but an export', [step('exporting', 9, [], 'export')]],
  ])('%s: 0 ms, and nothing is on it', (_, steps) => {
    expect(found(...steps)).toEqual({ ms: 0, ids: [] });
  });

  test('a torn report with a cycle ends, each step counted once', () => {
    const { ms, ids } = found(step('a', 5, ['b']), step('b', 7, ['a']));
    expect(ms).toBe(12);
    expect(ids).toEqual(['a', 'b']);
  });

  test('steps that share what they wait for are looked at once: 60 levels of two take no time to find', () => {
    const levels = Array.from({ length: 60 }, (_, level) => {
      const above = level === 0 ? [] : [`l${level - 1}`, `r${level - 1}`];
      return [step(`l${level}`, 1, above), step(`r${level}`, 2, above)];
    });
    expect(found(...levels.flat()).ms).toBe(120);
  });
});

describe('of a build recorded from a real engine', () => {
  const recorded = (name: 'cold' | 'warm') => {
    const reader = new ProgressReader();
    const file = path.join(import.meta.dirname, '..', '..', 'engine', 'buildx', `${name}-build.fixture.txt`);
    reader.push(readFileSync(file, 'utf8'));
    reader.end();
    const steps = reader.steps();
    const { ms, ids } = criticalPath(steps);
    return { ms, names: steps.filter(({ id }) => ids.has(id)).map((one) => one.name) };
  };

  test('cold: base, WORKDIR, COPY, RUN, COPY; the context was there before WORKDIR was done', () => {
    const { ms, names } = recorded('cold');
    expect(names.toSorted()).toEqual([
      '[build 1/4] WORKDIR /w',
      '[build 2/4] COPY a.txt .',
      '[build 3/4] RUN sha256sum a.txt > sum',
      '[context debian:trixie-slim] stagebench-base/debian:trixie-slim',
      '[stage-1 1/2] COPY --from=build /w/sum /sum',
    ]);
    // From the fixture, seconds: base (.664299311 - .664125562) + (.664391953 - .664381277) = 0.000184425,
    // WORKDIR .932999477 - .664687073 = 0.268312404, COPY .974833311 - .936466244 = 0.038367067,
    // RUN 43.129391465 - 42.981604101 = 0.147787364, COPY .185520287 - .137460708 = 0.048059579.
    expect(ms).toBeCloseTo(0.184425 + 268.312404 + 38.367067 + 147.787364 + 48.059579, 2);
  });

  test('warm: the context and the last step; reading .dockerignore takes longer, but is the builder’s own', () => {
    const { ms, names } = recorded('warm');
    expect(names).not.toContain('[internal] load .dockerignore');
    expect(names).toContain('[internal] load build context');
    // (.769313633 - .769267535) + (.776271486 - .77006314) + (.778720549 - .778493531) = 0.006481462 s.
    expect(ms).toBeCloseTo(6.481462, 2);
  });
});
