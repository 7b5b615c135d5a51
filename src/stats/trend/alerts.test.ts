import { describe, expect, test } from 'vitest';
import type { Night } from '../../record/history/history.ts';
import { alertsOf, failsNight, imagesOf } from './alerts.ts';
import type { TimeEvent } from './analyse-trend.ts';
import type { Cause } from './causes.ts';
import type { ExactChange } from './exact-changes.ts';

const night = (day: number): Night => ({
  runId: `n${day}`,
  at: `2026-03-${String(day).padStart(2, '0')}T02:00:00.000Z`,
});
const base: Cause = { kind: 'base', column: 'base', before: 'b1', after: 'b2' };
const kernel: Cause = { kind: 'surroundings', column: 'kernel', before: '6.12', after: '6.13' };
const event = (changes: Partial<TimeEvent> = {}): TimeEvent => ({
  ...{ kind: 'confirmed', scope: 'cell', subject: 'go/slim/cold', direction: 1, ratio: 1.2 },
  ...{ since: night(2), found: night(4), cells: ['go/slim/cold'], causes: [base] },
  ...changes,
});
const change = (changes: Partial<ExactChange> = {}): ExactChange => ({
  series: { app: 'go', strategy: 'slim', scenario: '', metric: 'size_bytes' },
  ...{ night: night(3), before: '1', after: '2', better: false, causes: [base] },
  ...changes,
});

describe('alerts', () => {
  test('have a name that stays, and come with the newest first', () => {
    const alerts = alertsOf({ confirmed: [event()], exact: [change()] });
    expect(alerts.map(({ id, verdict }) => `${id} ${verdict}`)).toEqual([
      '20260303-exact-base regression',
      '20260302-go-slim-cold-slower regression',
    ]);
  });

  test.each<[string, Partial<TimeEvent>, string]>([
    ['faster is an improvement', { direction: -1, ratio: 0.8 }, 'improvement'],
    ['slower because of a base is a regression', {}, 'regression'],
    ['slower because of the machine is the environment', { causes: [kernel] }, 'environment'],
    ['slower without any cause is the environment', { causes: [] }, 'environment'],
  ])('%s', (_, changes, verdict) => {
    expect(alertsOf({ confirmed: [event(changes)], exact: [] })[0]?.verdict).toBe(verdict);
  });

  test('of what is exact are one for each night and cause', () => {
    const node = { app: 'node', strategy: 'slim', scenario: '', metric: 'size_bytes' };
    const alerts = alertsOf({
      confirmed: [],
      exact: [
        change(),
        change({ series: node, causes: [{ ...base, before: 'c1', after: 'c2' }] }),
        change({ causes: [], series: { ...node, app: 'python' } }),
        change({ night: night(5) }),
      ],
    });
    expect(alerts.map(({ id, exact = [] }) => `${id}: ${imagesOf(exact).join(' ')}`)).toEqual([
      '20260305-exact-base: go/slim',
      '20260303-exact-base: go/slim node/slim',
      '20260303-exact-unexplained: python/slim',
    ]);
    expect(alerts[1]?.causes).toHaveLength(2);
  });

  test('of what is smaller are improvements; of what is neither, changes', () => {
    const of = (better: boolean | undefined) =>
      alertsOf({ confirmed: [], exact: [change({ better })] })[0]?.verdict;
    expect([of(true), of(undefined), of(false)]).toEqual(['improvement', 'change', 'regression']);
  });
});

describe('a night fails', () => {
  const fails = (changes: Partial<TimeEvent>, at = 4, accepted: string[] = []): boolean =>
    alertsOf({ confirmed: [event(changes)], exact: [] }).some((alert) =>
      failsNight(alert, night(at), 0.05, new Set(accepted)),
    );
  test('in which a regression of 5 % or more was found', () => {
    expect(fails({})).toBe(true);
    expect(fails({ ratio: 1.05 })).toBe(true);
  });
  test('and not the next one, nor for less, nor for what is faster or the environment, nor for what was accepted', () => {
    expect(fails({}, 5)).toBe(false);
    expect(fails({ ratio: 1.049 })).toBe(false);
    expect(fails({ direction: -1, ratio: 0.5 })).toBe(false);
    expect(fails({ causes: [kernel] })).toBe(false);
    expect(fails({}, 4, ['20260302-go-slim-cold-slower'])).toBe(false);
  });
});
