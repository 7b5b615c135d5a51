import { expect, test } from 'vitest';
import { analyseTrend } from '../../stats/trend/analyse-trend.ts';
import { madeHistory } from '../../stats/trend/made-history.fixture.ts';
import type { TimeEvent } from '../../stats/trend/events/time-event.ts';
import { trendTable } from './trend-table.ts';

const trend = analyseTrend(madeHistory(40));
const night = { runId: 'n39', at: '2026-02-09T02:00:00.000Z' };
const event = (changes: Partial<TimeEvent>): TimeEvent => ({
  ...{ scope: 'cell', kind: 'suspected', subject: '', cells: [], direction: 1, ratio: 1.2, causes: [] },
  ...{ parts: [], since: night, found: night, alert: 'a', of: 12 },
  ...changes,
});
/** The cells that have a state, by it. */
function states(changes: Partial<TimeEvent>, kind: 'suspected' | 'confirmed' = 'suspected'): string[] {
  const told = { ...trend, suspected: [], confirmed: [], [kind]: [event({ kind, ...changes })] };
  const rows = trendTable(told).cells?.rows ?? [];
  return rows.flatMap((row) =>
    row.at(-1) === '' ? [] : [`${row.slice(0, 3).join('/')} ${String(row.at(-1))}`],
  );
}

test('what is suspected of a variant stands at each of its cells, and of everything at all', () => {
  expect(states({ cells: ['go/slim/cold'], subject: 'go/slim/cold' })).toEqual(['go/slim/cold suspected']);
  expect(states({ scope: 'variant', subject: 'go/slim' })).toEqual([
    'go/slim/cold suspected',
    'go/slim/warm suspected',
  ]);
  expect(states({ scope: 'family', subject: '' })).toHaveLength(12);
});

test('what is confirmed of a variant stands at each of its cells', () => {
  expect(states({ scope: 'variant', subject: 'go/slim' }, 'confirmed')).toEqual([
    'go/slim/cold × 1.20 since 2026-02-09',
    'go/slim/warm × 1.20 since 2026-02-09',
  ]);
});
