import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../record/history/answers.ts';
import { analyseTrend } from '../analyse-trend.ts';
import { madeHistory, type Planted } from '../made-history.fixture.ts';
import { questionsOf, type Question } from './questions.ts';

/** Each strategy has a Dockerfile of its own; slim-again is slim under another name. */
const cells = { apps: ['go'], strategies: ['slim-again', 'slim', 'scratch'], scenarios: ['cold', 'warm'] };
function asked(
  nights: number,
  plan: (cell: string, night: number) => Planted,
  answers: readonly Answer[] = [],
): Question[] {
  const history = madeHistory(
    nights,
    (cell, night) => {
      const planted = plan(cell, night);
      const definition = cell.includes('/slim') ? 'slim' : 'scratch';
      return { ...planted, pins: { definition, ...planted.pins } };
    },
    7,
    cells,
  );
  const night = history.nights.at(-1);
  if (night === undefined) throw new Error('no night');
  return questionsOf(analyseTrend(history, { answers }), night);
}
const slimSince =
  (from: number) =>
  (cell: string, night: number): Planted =>
    cell.includes('/slim') && night >= from
      ? { pins: { definition: 'd2' }, ...(cell.endsWith('/cold') && { ratio: 1.3 }) }
      : {};

describe('of twins', () => {
  test('the first one answers for both', () => {
    expect(asked(61, slimSince(60)).map(({ series }) => series)).toEqual(['go/slim/cold']);
  });

  test('the other one is not asked in a later night, either', () => {
    const answer: Answer = {
      ...{ series: 'go/slim/cold', since: 'n60', before: 'n59', after: 'n60', verdict: 'slower', pairs: 10 },
      ...{ ratio: 1.3, p: 1e-5, run: 'r', reason: '', at: '2026-03-02T03:00:00.000Z' },
    };
    expect(asked(62, slimSince(60), [answer])).toEqual([]);
  });
});

test('a question tells the ratio of its cell, not that of its variant, and begins in the night of the change', () => {
  // Both cells by a little: the variant is found, no cell is.
  const [question, ...others] = asked(63, (cell, night) =>
    cell.startsWith('go/scratch/') && night >= 60
      ? { pins: { definition: 'd2' }, ratio: cell.endsWith('/cold') ? 1.06 : 1.02 }
      : {},
  );
  expect(others).toEqual([]);
  expect(question).toMatchObject({
    series: 'go/scratch/cold',
    since: { runId: 'n60' },
    before: { runId: 'n59' },
  });
  expect(question?.ratio).toBeGreaterThan(1.045);
});

test('what seems slower since the night before its Dockerfile changed is asked since that change', () => {
  const [question] = asked(62, (cell, night) =>
    cell === 'go/scratch/cold' && night >= 59
      ? { ratio: 1.25, ...(night >= 60 && { pins: { definition: 'd2' } }) }
      : {},
  );
  expect(question).toMatchObject({ since: { runId: 'n60' }, before: { runId: 'n59' } });
});
