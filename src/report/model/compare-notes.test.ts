import { describe, expect, test } from 'vitest';
import { exactPair } from '../../stats/compare/compare-exact.ts';
import type { RunsComparison } from '../../stats/compare/compare-runs.ts';
import { comparison } from '../../stats/compare/comparison.fixture.ts';
import { compareNotes } from './compare-notes.ts';

const cell = { app: 'go', strategy: 'slim', scenario: 'cold' };
const compared = { isOneRun: false, rows: [comparison()], onlyA: [], onlyB: [] };
const nothing = { compared, differences: [], small: [], changed: [], fake: false };
const method =
  'B ÷ A; in brackets its 95 % interval, by calibrated smoothed bootstrap of the ratio of medians ' +
  '(percentiles); ~ no difference shown (exact rank test, Holm over 4 comparisons of cold builds, minimum effect 1 %)';

test('what every comparison says: how it was compared, and what is the same', () => {
  expect(compareNotes(nothing)).toEqual([method, 'the same in every row: layers, steps']);
});

test('what differs in one row is not the same in every row', () => {
  const rows = [comparison(), comparison({ scenario: 'warm' }, {}, { layers: exactPair([5], [6]) })];
  expect(compareNotes({ ...nothing, compared: { ...compared, rows } })).toContain(
    'the same in every row: steps',
  );
});

test.each<[string, Partial<Parameters<typeof compareNotes>[0]>, string]>([
  ['the fake engine', { fake: true }, 'made up by the fake engine: nothing here was measured'],
  [
    'what differs',
    { differences: [{ kind: 'machine', what: 'CPU', a: 'x', b: 'y' }] },
    'compared by force, A and B differ in: CPU (x and y)',
  ],
  [
    'what differs a little',
    { small: [{ kind: 'engine', what: 'kernel', a: 'x', b: 'y' }] },
    'A and B also differ in: kernel (x and y)',
  ],
  ['changed definitions', { changed: ['sample-apps/go'] }, 'changed from A to B: sample-apps/go'],
  ['cells of A', { compared: { ...compared, onlyA: [cell] } }, 'only in A: go/slim/cold'],
  ['cells of B', { compared: { ...compared, onlyB: [cell] } }, 'only in B: go/slim/cold'],
])('%s', (_, parts, note) => {
  expect(compareNotes({ ...nothing, ...parts })).toContain(note);
});

test('medians that are not those of a report are said to be of fewer rounds', () => {
  const rows = [
    { ...comparison(), commonRounds: 6 },
    { ...comparison({ scenario: 'warm' }), commonRounds: 6 },
  ];
  const notes = (changed: typeof rows | RunsComparison['rows']) =>
    compareNotes({ ...nothing, compared: { ...compared, rows: changed } }).filter((note) =>
      note.includes('medians'),
    );
  expect(notes(rows)).toContain(
    'medians here are over the 6 rounds that A and B have in common; `report` uses all rounds',
  );
  const some = [...rows, comparison({ scenario: 'edit-source' })];
  expect(notes(some)).toContain(
    'medians of go/single-stage/cold → go/slim/cold, go/single-stage/warm → go/slim/warm are over the 6 rounds ' +
      'that A and B have in common; `report` uses all rounds',
  );
  expect(notes([{ ...comparison(), commonRounds: 0 }])).toContain(
    'no medians here: A and B have no round in common; `report` uses all rounds',
  );
  expect(compareNotes(nothing).join()).not.toContain('medians here');
});

describe('the control', () => {
  const column = '÷ control: B ÷ A, after each median was divided by the time of the control in its run';
  const withControl = (time: Parameters<typeof comparison>[1]) =>
    compareNotes({ ...nothing, compared: { ...compared, control: comparison({}, time).time } });

  test('says that it was slower, and that the verdicts contain what the machine has to do with it', () => {
    expect(withControl({ ratio: 1.1 })).toContain(
      'the control was 10 % slower in B: the machine was not the same, and the verdicts contain that',
    );
    expect(withControl({ ratio: 0.952, verdict: { kind: 'faster' } }).join()).toContain('4.8 % faster in B');
  });

  test('says nothing of the machine where no difference was shown', () => {
    const notes = withControl({ verdict: { kind: 'same' } });
    expect(notes).toContain(column);
    expect(notes.join()).not.toContain('machine');
  });
});

test('samples of other numbers of builds: the noise of one run is not that of the other', () => {
  const otherBuilds = [{ scenario: 'warm', a: 1, b: 5 }];
  expect(compareNotes({ ...nothing, compared: { ...compared, otherBuilds } })).toContain(
    'a sample of warm is a single build in A and the median of 5 builds in B',
  );
});

test('a cell without samples: how its last build ended, and no method of comparing', () => {
  const time = { id: 'go/slim/cold', samples: 0, baselineSamples: 8, verdict: { kind: 'none' as const } };
  const row = { ...comparison(), time };
  const empty = [{ side: 'B' as const, cell, state: 'failed', reason: 'exit code 1' }];
  const notes = compareNotes({ ...nothing, compared: { ...compared, rows: [{ ...row, empty }] } });
  expect(notes).toContain('go/slim/cold has no samples in B: failed, exit code 1');
  expect(notes.join()).not.toContain('bootstrap');
});
