import { expect, test } from 'vitest';
import { exactPair } from '../stats/compare/compare-exact.ts';
import { comparison } from '../stats/compare/comparison.fixture.ts';
import type { RunComparisonRow } from '../stats/compare/compare-runs.ts';
import { format } from './formats/md.ts';
import { asComment, refsReport, type ComparedRefs } from './refs-report.ts';

const commit = (word: string) => ({
  word,
  commit: 'a'.repeat(40),
  described: 'aaaaaaaaaaaa of 2026-03-02: text',
});

const parts = (
  rows: readonly RunComparisonRow[],
  project: object = {},
  notes: string[] = [],
): ComparedRefs => ({
  refs: { base: commit('main'), head: commit('HEAD'), notes },
  run: {
    folder: '/rows',
    manifest: {
      ...{ runId: 'run', plan: { rounds: 8 }, machine: { cpuModel: 'CPU', cores: 2 }, project },
      engine: { kind: 'private', version: '26' },
    } as unknown as ComparedRefs['run']['manifest'],
  },
  compared: { isOneRun: true, rows, onlyA: [], onlyB: [] },
  nameOf: ({ strategy, scenario }) => `${strategy} ${scenario}`,
  again: 'report',
});

const alike = { sizeBytes: exactPair([1], [1]), layers: exactPair([5], [5]), steps: exactPair([4], [4]) };
const same = (strategy: string): RunComparisonRow =>
  comparison({ strategy }, { verdict: { kind: 'same' }, ratio: 1 }, alike);

test('what is exact is told once for each variant, with its values, where it differs', () => {
  const layers = { layers: exactPair([6], [5]) };
  const rows = [
    comparison({}, {}, layers),
    comparison({ scenario: 'edit-source' }, {}, layers),
    same('bare'),
  ];
  const reruns = { 'go/slim': { source: ['a', 'b'] }, 'go/single-stage': { source: ['a'] } };
  const [, exact] = refsReport(parts(rows, { reruns })).tables;
  expect(exact?.cells?.rows).toEqual([
    ['slim', 'image', '80.0 MB', '40.0 MB', '-50 %'],
    ['slim', 'layers', '5', '6', '+1'],
    ['slim', 'steps that edit-source re-runs', '1', '2', '+1'],
  ]);
});

test('what differs is said in one sentence; few samples are no proof that nothing does', () => {
  const findingOf = (...rows: RunComparisonRow[]) => refsReport(parts(rows)).tables[0]?.finding;
  expect(findingOf(comparison(), same('bare'))).toBe('B against A: slower: slim cold; smaller image: slim.');
  expect(findingOf(same('bare'))).toBe('No difference between A and B was shown.');
  const few = comparison({}, { verdict: { kind: 'needs', samples: 6 } }, alike);
  expect(findingOf(few)).toBe('There are too few samples for any verdict on times.');
});

test('a comment has what differs, as far as there is room for it', () => {
  const many = Array.from({ length: 1200 }, (_, index) => same(`variant-${index}`));
  const text = format.print(asComment(parts([...many, comparison()])));
  expect(text).toContain('| slim cold |');
  expect(text).toContain('1200 more rows are left out here');
  const slow = Array.from({ length: 1200 }, (_, index) => comparison({ strategy: `variant-${index}` }));
  const notes = Array.from({ length: 500 }, (_, index) => `${index} ${'text '.repeat(40)}`);
  for (const rows of [slow, slow.slice(0, 3)])
    expect(format.print(asComment(parts(rows, {}, notes))).length).toBeLessThan(65_536);
  expect(format.print(refsReport(parts(slow))).length).toBeGreaterThan(65_536);
});
