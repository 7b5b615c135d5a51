import { describe, expect, test } from 'vitest';
import { madeHistory } from '../../stats/trend/made-history.fixture.ts';
import { failedHeading, failedText, failingSince, type FailedCells } from './failed-cells.ts';

const lacking = (changes: Partial<FailedCells>): FailedCells => ({
  ...{ cells: 8, failed: [], short: [], unread: [] },
  ...changes,
});
const names = (count: number) =>
  Array.from({ length: count }, (_, place) => `go/s${place}/cold (BUILD_FAILED)`);

describe('what a night lacks', () => {
  test.each<[string, Partial<FailedCells>]>([
    ['8 of 8 cells failed', { failed: names(8) }],
    ['1 of 8 cells failed', { failed: names(1), short: names(2) }],
    ['1 of 8 cells lacks samples', { short: names(1) }],
    ['2 of 8 cells lack samples', { short: names(2), unread: ['go/slim'] }],
    ['1 image could not be read', { unread: ['go/slim'] }],
  ])('has the heading: %s', (heading, changes) => {
    expect(failedHeading(lacking(changes))).toBe(heading);
  });

  test('is named with its reason, five of each kind', () => {
    const text = failedText(lacking({ failed: names(7), short: ['go/a/cold 3 of 5 (MACHINE_BUSY)'] }), 'r1');
    expect(text).toContain('go/s4/cold (BUILD_FAILED) and 2 more.');
    expect(text).not.toContain('s5');
    expect(text).toContain('1 of 8 cells: go/a/cold 3 of 5 (MACHINE_BUSY).');
    expect(text).toContain('report --run r1');
  });

  test('lasts since the first of the nights that fail without a good one between', () => {
    const failing = new Set([3, 6, 7, 8]);
    const made = madeHistory(9, () => ({}));
    const series = new Map(
      [...made.series].map(([key, one]) => [
        key,
        {
          ...one,
          points: one.points.map((point, night) =>
            failing.has(night) && key.startsWith('go/slim/cold ')
              ? { ...point, state: 'failed', value: NaN }
              : point,
          ),
        },
      ]),
    );
    const history = { ...made, series };
    const since = [8, 5, 3].map(
      (night) => failingSince(history, made.nights[night] ?? { runId: '', at: '' }).runId,
    );
    expect(since).toEqual(['n6', 'n5', 'n3']);
  });
});
