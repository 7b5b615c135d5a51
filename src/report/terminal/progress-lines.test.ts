import { describe, expect, test } from 'vitest';
import type { Visit } from '../../domain/run/plan.ts';
import type { Sample } from '../../domain/run/sample.ts';
import { momentLines, visitLine, stillAtIt, stillLine } from './progress-lines.ts';

const visit: Visit = {
  sequence: 7,
  round: 2,
  phase: 'measure',
  app: 'go',
  strategy: 'slim',
  scenario: 'cold',
};
const moment = { visit, total: 108, doing: '[build 1/2] RUN compile', elapsedMs: 4200, leftMs: 600_000 };
const common = { visit, startedAt: '', coldMethod: undefined };
const facts = {
  wallMs: 7650,
  contextMs: 30,
  solveMs: 7500,
  exportMs: 100,
  stepsTotal: 3,
  stepsCached: 1,
  criticalPathMs: 1000,
  steps: [],
  imageId: '',
};

describe('while a visit goes on', () => {
  test('it says which of how many, what it does, for how long, and how much is left', () => {
    expect(momentLines(moment, 80)).toMatchInlineSnapshot(`
      "  7/108  round 2  go/slim cold  4.20 s, about 10 min 0 s left
        [build 1/2] RUN compile"
    `);
  });

  test('it says nothing about the time left before it can know', () => {
    expect(momentLines({ ...moment, leftMs: undefined }, 80)).not.toContain('left');
  });

  test('a prime is called one', () => {
    expect(momentLines({ ...moment, visit: { ...visit, phase: 'prime' } }, 80)).toContain('go/slim prime');
  });

  test.each([10, 20, 40, 80])('no line is as wide as a terminal of %i columns', (columns) => {
    const long = { ...moment, doing: 'x'.repeat(200) };
    for (const line of momentLines(long, columns).split('\n')) expect(line.length).toBeLessThan(columns);
  });
});

test('in a log one line says how far a visit is', () => {
  expect(stillLine(moment)).toBe(
    '  7/108  round 2  go/slim cold  4.20 s, about 10 min 0 s left: [build 1/2] RUN compile',
  );
});

test('before the first visit it says what was begun last', () => {
  expect(stillAtIt('building base debian:13', 60_000)).toBe(
    '  still at it after 60.0 s: building base debian:13',
  );
  expect(stillAtIt('', 30_000)).toBe('  still at it after 30.0 s');
});

test.each<[Sample['state'], Sample]>([
  ['built', { ...common, state: 'built', facts }],
  [
    'invalid',
    {
      ...common,
      state: 'invalid',
      facts,
      trouble: { code: 'CACHE_NOT_AS_DEMANDED', reason: 'step a was cached' },
    },
  ],
  [
    'disturbed',
    {
      ...common,
      state: 'disturbed',
      facts,
      trouble: { code: 'MACHINE_BUSY', reason: 'other programs used 40 % of a core' },
    },
  ],
  [
    'failed',
    {
      ...common,
      state: 'failed',
      trouble: { code: 'BUILD_FAILED', reason: 'step a failed. Last log lines:\none\ntwo' },
    },
  ],
  ['aborted', { ...common, state: 'aborted', trouble: { code: 'INTERRUPTED', reason: 'interrupted' } }],
])('the line that stays of a visit that was %s', (state, sample) => {
  const lines: Record<Sample['state'], string> = {
    built: '  7/108  round 2  go/slim cold                     built     7.65 s  1 of 3 steps cached',
    invalid: '  7/108  round 2  go/slim cold                     invalid   7.65 s  step a was cached',
    disturbed:
      '  7/108  round 2  go/slim cold                     disturbed   7.65 s  other programs used 40 % of a core',
    failed:
      '  7/108  round 2  go/slim cold                     failed  step a failed. Last log lines:\n      one\n      two',
    aborted: '  7/108  round 2  go/slim cold                     aborted interrupted',
  };
  expect(visitLine([sample], 108)).toBe(lines[state]);
});

test('a visit of several builds has one line: their median, or why it does not count', () => {
  const [first, second, third] = [100, 900, 120].map((wallMs): Sample => ({
    ...common,
    state: 'built',
    facts: { ...facts, wallMs },
  }));
  if (first === undefined || second === undefined || third === undefined) throw new Error('three builds');
  expect(visitLine([first, second, third], 108)).toBe(
    '  7/108  round 2  go/slim cold                     built     120 ms  1 of 3 steps cached, median of 3 builds',
  );
  const trouble = { code: 'CACHE_NOT_AS_DEMANDED', reason: 'build 2 of the visit: step a ran' } as const;
  const spoiled: Sample = { ...common, state: 'invalid', facts, trouble };
  const bad: Sample = { ...spoiled, trouble: { ...trouble, reason: 'step a ran' } };
  expect(visitLine([spoiled, bad], 108)).toBe(
    '  7/108  round 2  go/slim cold                     invalid   7.65 s  step a ran',
  );
});

describe('in a narrow terminal the line that stays', () => {
  const built: Sample = { ...common, state: 'built', facts };

  test.each([
    [88, '  7/108  round 2  go/slim cold                     built     7.65 s  1 of 3 steps cached'],
    [87, '  7/108  go/slim cold  built 7.65 s  1 of 3 steps cached'],
    [56, '  7/108  go/slim cold  built 7.65 s  1 of 3 steps cached'],
    [55, '  7/108  go/slim cold\n         built 7.65 s  1 of 3 steps cached'],
  ])('of %i columns leaves out the round, then takes two', (columns, line) => {
    expect(visitLine([built], 108, columns)).toBe(line);
  });
});
