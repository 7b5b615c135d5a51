import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import type { Sample } from '../../src/domain/run/sample.ts';
import { ProgressReader } from '../../src/engine/buildx/progress-reader.ts';
import { buildFacts } from '../../src/measure/visit/build-facts.ts';
import { stepColumns } from '../../src/record/csv/columns.ts';
import { toCsv } from '../../src/record/csv/to-csv.ts';
import { buildRow, stepRows } from '../../src/record/csv/to-rows.ts';
import { longestChains } from '../itg/longest-chain.fixture.ts';

/** What a real engine reported of a build, as the rows of a run have it. */
function recorded(name: 'cold' | 'warm') {
  const buildx = path.join(import.meta.dirname, '..', '..', 'src', 'engine', 'buildx');
  const reader = new ProgressReader();
  reader.push(readFileSync(path.join(buildx, `${name}-build.fixture.txt`), 'utf8'));
  reader.end();
  const sample: Sample = {
    ...{ visit: { app: 'go', strategy: 'slim', scenario: name, phase: 'measure', round: 1, sequence: 7 } },
    ...{ state: 'built', startedAt: '2026-01-01T00:00:00.000Z', coldMethod: undefined },
    facts: buildFacts(1000, reader.steps(), 'sha256:1'),
  };
  return { build: buildRow('r1', sample), steps: stepRows('r1', sample) };
}

describe('what a step waited for, of builds recorded from a real engine', () => {
  test('stands beside it as numbers of rows: base, WORKDIR, COPY with the context, RUN, COPY, export', () => {
    const { steps } = recorded('cold');
    const nameOf = new Map(steps.map(({ step, instruction }) => [String(step), instruction]));
    const waits = steps.map(({ instruction, waits_for: numbers }) => [
      instruction,
      numbers?.split(' ').map((number) => nameOf.get(number)) ?? [],
    ]);
    const base = 'stagebench-base/debian:trixie-slim';
    expect(Object.fromEntries(waits)).toMatchObject({
      [base]: [],
      'WORKDIR /w': [base],
      'COPY a.txt .': expect.arrayContaining(['WORKDIR /w', 'load build context']) as string[],
      'RUN sha256sum a.txt > sum': ['COPY a.txt .'],
      'COPY --from=build /w/sum /sum': [base, 'RUN sha256sum a.txt > sum'],
    });
  });

  // Sums of the durations in the fixture, by hand: src/measure/visit/critical-path.test.ts has them one by one.
  test.each([
    ['cold', 0.184425 + 268.312404 + 38.367067 + 147.787364 + 48.059579],
    ['warm', 6.481462],
  ] as const)('%s: the longest chain is found again from steps.csv alone', (name, ms) => {
    const { build, steps } = recorded(name);
    const chains = longestChains(toCsv(stepColumns, steps));
    expect([...chains.keys()]).toEqual(['7']);
    expect(chains.get('7')).toBeCloseTo(ms, 2);
    expect(chains.get('7')).toBeCloseTo(build.critical_path_ms ?? NaN, 2);
  });
});
