import { describe, expect, test } from 'vitest';
import type { Answer } from '../../../record/history/answers.ts';
import { analyseTrend } from '../analyse-trend.ts';
import { madeHistory, type MadeCells, type Planted } from '../made-history.fixture.ts';
import { questionsOf, type Question } from './questions.ts';

/** Each strategy has a Dockerfile of its own; slim-again is slim under another name. */
const cells = { apps: ['go'], strategies: ['slim-again', 'slim', 'scratch'], scenarios: ['cold', 'warm'] };
function asked(
  nights: number,
  plan: (cell: string, night: number) => Planted,
  answers: readonly Answer[] = [],
  made: MadeCells = cells,
): Question[] {
  const history = madeHistory(
    nights,
    (cell, night) => {
      const planted = plan(cell, night);
      const definition = cell.includes('/slim') ? 'slim' : 'scratch';
      return { ...planted, pins: { definition, ...planted.pins } };
    },
    7,
    made,
  );
  const night = history.nights.at(-1);
  if (night === undefined) throw new Error('no night');
  // What the nightly suite says of its second name.
  const dockerfilesOf = new Map([['slim-again', 'slim']]);
  return questionsOf({ ...analyseTrend(history, { answers }), dockerfilesOf }, night);
}
const slimSince =
  (from: number) =>
  (cell: string, night: number): Planted =>
    cell.includes('/slim') && night >= from
      ? { pins: { definition: 'd2' }, ...(cell.endsWith('/cold') && { ratio: 1.3 }) }
      : {};

describe('of twins', () => {
  test('the one that bears the name of its strategy answers for both, whichever seems slower', () => {
    const slower =
      (names: Readonly<Record<string, number>>) =>
      (cell: string, night: number): Planted =>
        night >= 60 && cell.includes('/slim') ? { pins: { definition: 'd2' }, ratio: names[cell] ?? 1 } : {};
    const both = [
      { 'go/slim-again/cold': 1.5, 'go/slim/cold': 1.6 },
      { 'go/slim-again/cold': 1.6, 'go/slim/cold': 1.5 },
    ].map((names) => asked(61, slower(names)).map(({ series }) => series));
    expect(both).toEqual([['go/slim/cold'], ['go/slim/cold']]);
  });

  test('the other one is asked where it alone seems slower', () => {
    const alone = (cell: string, night: number): Planted =>
      night >= 60 && cell.includes('/slim')
        ? { pins: { definition: 'd2' }, ratio: cell === 'go/slim-again/cold' ? 1.5 : 1 }
        : {};
    expect(asked(61, alone).map(({ series }) => series)).toEqual(['go/slim-again/cold']);
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

describe('what was built in both states already', () => {
  const alike: Answer = {
    ...{ series: 'go/scratch/cold', since: 'n60', before: 'n59', after: 'n60', verdict: 'alike', pairs: 10 },
    ...{ ratio: 1.01, p: 0.4, run: 'r', reason: '', at: '2026-03-02T03:00:00.000Z' },
  };
  const scratch =
    (nights: Readonly<Record<number, Planted>>) =>
    (cell: string, night: number): Planted =>
      cell === 'go/scratch/cold' ? (nights[night] ?? {}) : {};
  const d2: Planted = { ratio: 1.2, pins: { definition: 'd2' } };
  const two = scratch({ 60: d2, 61: d2 });
  const three = scratch({ 60: d2, 61: d2, 62: d2 });
  const series = (questions: readonly Question[]): string[] => questions.map((one) => one.series);

  test.each(['alike', 'faster', 'impossible'] as const)(
    'is not asked in the next night, whatever was said (%s)',
    (verdict) => {
      expect(series(asked(61, two))).toEqual(['go/scratch/cold']);
      expect(series(asked(62, two))).toEqual(['go/scratch/cold']);
      expect(asked(62, two, [{ ...alike, verdict }])).toEqual([]);
    },
  );

  test('is asked if the cell is made of something else than then', () => {
    const more = scratch({ 60: d2, 61: { ratio: 1.2, pins: { definition: 'd3' } } });
    expect(series(asked(62, more, [alike]))).toEqual(['go/scratch/cold']);
    const earlier = { ...alike, since: 'n20', before: 'n19', after: 'n20' };
    expect(series(asked(62, two, [earlier]))).toEqual(['go/scratch/cold']);
  });

  test('is asked once more when the nights confirm it', () => {
    expect(series(asked(63, three, [alike]))).toEqual(['go/scratch/cold']);
    expect(asked(64, scratch({ 60: d2, 61: d2, 62: d2, 63: d2 }), [alike])).toEqual([]);
  });

  test('of one of two twins is not asked of the other', () => {
    const plan = slimSince(60);
    expect(series(asked(62, plan))).toEqual(['go/slim/cold']);
    expect(asked(62, plan, [{ ...alike, series: 'go/slim/cold' }])).toEqual([]);
  });

  test('leaves its place to what was not', () => {
    const apps = ['go', 'node', 'python', 'ruby'];
    const ratios: Readonly<Record<string, number>> = { go: 1.5, node: 1.4, python: 1.3, ruby: 1.2 };
    const plan = (cell: string, night: number): Planted =>
      cell.endsWith('/scratch/cold') && night >= 60
        ? { ratio: ratios[cell.split('/')[0] ?? ''] ?? 1, pins: { definition: 'd2' } }
        : {};
    const four = { ...cells, apps, strategies: ['slim', 'alpine', 'scratch'] };
    expect(series(asked(61, plan, [], four))).toEqual(
      ['go', 'node', 'python'].map((app) => `${app}/scratch/cold`),
    );
    expect(series(asked(62, plan, [alike], four))).toEqual(
      ['node', 'python', 'ruby'].map((app) => `${app}/scratch/cold`),
    );
  });
});
