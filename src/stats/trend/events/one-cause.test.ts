import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../record/history/answers.ts';
import { analyseTrend } from '../analyse-trend.ts';
import { madeHistory, type Planted } from '../made-history.fixture.ts';
import { alertsOf, type Alert } from './alerts.ts';

type Plan = (cell: string, night: number) => Planted;

/** Each strategy has a Dockerfile of its own; alpine is slim under another name. */
const dockerfileOf = (cell: string): string => `of ${cell.split('/')[1]?.replace('alpine', 'slim')}`;
const own =
  (plan: Plan): Plan =>
  (cell, night) => {
    const planted = plan(cell, night);
    return { ...planted, pins: { definition: dockerfileOf(cell), ...planted.pins } };
  };
const alertsAfter = (nights: number, plan: Plan, answers: readonly Answer[] = []): Alert[] =>
  alertsOf(analyseTrend(madeHistory(nights, own(plan)), { answers }));
const told = ({ id, time, also = [] }: Alert): string =>
  `${id}: ${[time, ...also].map((event) => `${event?.scope} ${event?.subject}`).join(', ')}`;

/** slim under both names from night 50, scratch from night 52. */
const twoDockerfiles: Plan = (cell, night) => {
  if (cell.includes('/scratch/') && night >= 52)
    return { pins: { definition: 'd', commit: 'c3' }, ...(cell.endsWith('/cold') && { ratio: 2 }) };
  if (!cell.includes('/scratch/') && night >= 50)
    return { pins: { definition: 'c', commit: 'c2' }, ...(cell.endsWith('/cold') && { ratio: 1.2 }) };
  return {};
};
/** One Dockerfile whose cells show it in different nights. */
const oneByOne: Plan = (cell, night) =>
  cell.includes('/slim/') && night >= 60
    ? {
        pins: { definition: 'c' },
        ...(cell.endsWith('/cold') ? { ratio: 1.08 } : night >= 61 && { ratio: 1.05 }),
      }
    : {};
const answer: Answer = {
  ...{ series: 'go/slim/cold', since: 'n60', before: 'n59', after: 'n63', verdict: 'slower', pairs: 10 },
  ...{ ratio: 1.09, p: 1e-5, run: 'r', reason: '', at: '2026-03-05T03:00:00.000Z' },
};

describe('the id of an alert', () => {
  test.each<[string, Plan, number, readonly Answer[]]>([
    ['two Dockerfiles that change within days', twoDockerfiles, 50, []],
    ['one Dockerfile whose cells are found one by one', oneByOne, 60, []],
    ['the same, and an answer after the nights have found it', oneByOne, 60, [answer]],
    [
      'a Dockerfile that was another one for two nights, and an answer in the first of them',
      (cell, night) =>
        cell === 'go/slim/cold' && night >= 60
          ? { ratio: 1.2, ...(night < 62 && { pins: { definition: 'c' } }) }
          : {},
      60,
      [{ ...answer, since: 'n59', after: 'n60' }],
    ],
    [
      'everything slower without a cause, and a cell once more',
      (cell, night) => ({
        ratio: (night >= 50 ? 1.2 : 1) * (night >= 60 && cell === 'go/slim/cold' ? 1.3 : 1),
      }),
      50,
      [],
    ],
    [
      'a base that one app gets a night later, with a strategy that is new since then',
      (cell, night) =>
        night < 57 && cell.includes('/scratch/')
          ? { failed: true }
          : night >= (cell.startsWith('go/') ? 50 : 51)
            ? { ratio: 1.15, pins: { base: 'b2' } }
            : {},
      50,
      [],
    ],
  ])('stays through the nights: %s', (_, plan, from, answers) => {
    let before: string[] = [];
    for (let nights = from + 1; nights <= from + 25; nights += 1) {
      // What was not asked yet has not been answered.
      const known = answers.filter(({ after }) => Number(after.slice(1)) < nights);
      const now = alertsAfter(nights, plan, known).map(({ id }) => id);
      expect(now, `after ${nights} nights`).toEqual(expect.arrayContaining(before));
      before = now;
    }
    expect(before.length).toBeGreaterThan(0);
  });

  test('two Dockerfiles of different nights are two alerts, though half of all cells moved', () => {
    expect(alertsAfter(70, twoDockerfiles).map(told)).toEqual([
      '20260222-node-scratch-cold-slower: cell node/scratch/cold, cell go/scratch/cold',
      '20260220-cold-slower: scenario cold',
    ]);
  });
});

describe('one cause is one alert', () => {
  test('everything slower since one night, and nothing that is recorded explains it', () => {
    const alerts = alertsAfter(70, (_, night) => (night >= 50 ? { ratio: 1.2 } : {}));
    expect(alerts.map(({ verdict, time, also }) => [verdict, time?.scope, also])).toEqual([
      ['environment', 'family', undefined],
    ]);
  });

  test('Dockerfiles of two variants that changed in one night, of one commit', () => {
    const alerts = alertsAfter(70, (cell, night) =>
      night >= 50 && /^go\/(slim|scratch)\/cold/.test(cell)
        ? { ratio: 1.2, pins: { definition: `new ${dockerfileOf(cell)}`, commit: 'c2' } }
        : {},
    );
    expect(alerts).toHaveLength(1);
  });

  test('what has a cause and what has none are two, and so are a slowdown and a speedup', () => {
    const alerts = alertsAfter(70, (cell, night) => {
      if (night < 50) return {};
      if (cell === 'go/slim/cold') return { ratio: 1.2, pins: { base: 'b2' } };
      if (cell === 'node/scratch/cold') return { ratio: 1.2 };
      return cell === 'node/slim/warm' ? { ratio: 0.8 } : {};
    });
    expect(alerts.map(({ verdict }) => verdict).toSorted()).toEqual([
      'environment',
      'improvement',
      'regression',
    ]);
  });

  test('a Dockerfile that seems slower since the night before it changed: since the night in which it changed', () => {
    // The night before is a slow one by chance.
    const alerts = alertsAfter(70, (cell, night) => {
      if (!cell.startsWith('node/scratch/') || night < 49) return {};
      return night === 49 ? { ratio: 1.1 } : { ratio: 1.2, pins: { definition: 'c' } };
    });
    expect(alerts.map(({ id, since }) => [id, since.runId])).toEqual([
      ['20260220-node-scratch-slower', 'n50'],
    ]);
  });
});
