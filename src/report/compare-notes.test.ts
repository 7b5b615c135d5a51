import { expect, test } from 'vitest';
import { exactPair } from '../stats/exact-pair.ts';
import { comparison } from '../stats/comparison.fixture.ts';
import { compareNotes } from './compare-notes.ts';

const cell = { app: 'go', strategy: 'slim', scenario: 'cold' };
const compared = { rows: [comparison()], onlyA: [], onlyB: [] };
const nothing = { compared, differences: [], changed: [], fake: false };
const method =
  'B ÷ A; in brackets the 95 % interval of the ratio (smoothed bootstrap of the medians); ~ no difference shown (exact ' +
  'rank test, Holm over 1 comparison, minimum effect 1 %)';

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
    { differences: [{ what: 'CPU', a: 'x', b: 'y' }] },
    'compared by force, A and B differ in: CPU (x and y)',
  ],
  ['changed definitions', { changed: ['sample-apps/go'] }, 'changed from A to B: sample-apps/go'],
  ['cells of A', { compared: { ...compared, onlyA: [cell] } }, 'only in A: go/slim/cold'],
  ['cells of B', { compared: { ...compared, onlyB: [cell] } }, 'only in B: go/slim/cold'],
])('%s', (_, parts, note) => {
  expect(compareNotes({ ...nothing, ...parts })).toContain(note);
});
