import { expect, test } from 'vitest';
import { control } from '../../domain/run/plan.ts';
import { buildRow, imageRow } from '../../record/rows.fixture.ts';
import { controlScatter } from './control-scatter.ts';

const cells = ['a', 'b', 'c'].map((strategy) => ({ app: 'go', strategy, scenario: 'cold' }));
const images = cells.map(({ strategy }) => imageRow({ strategy }));
/** Each cell in rounds that take so many times as long as the first. */
const builds = (...effects: number[]) =>
  effects.flatMap((effect, index) =>
    cells.map((cell, place) => buildRow({ ...cell, round: index + 1, wall_ms: 1000 * (place + 1) * effect })),
  );
/** The control of each round, build by build. */
const controls = (...rounds: number[][]) =>
  rounds.flatMap((times, index) =>
    times.map((wall_ms, repeat) =>
      buildRow({ ...control, phase: 'control', round: index + 1, repeat: repeat + 1, wall_ms }),
    ),
  );

test('a control that takes as much longer as the builds of its round correlates with them', () => {
  const rounds = [1, 1.1, 0.9, 1, 1, 1];
  const rows = [...builds(...rounds), ...controls(...rounds.map((effect) => [500 * effect]))];
  const found = controlScatter(cells, rows, images);
  expect(found).toMatchObject({ builds: 6, rounds: 6, effects: [{ scenario: 'cold', cells: 3, rounds: 6 }] });
  expect(found?.effects[0]?.correlation).toBeCloseTo(1, 6);
  // Logs: 0.09531, -0.10536 and four times 0; mean -0.001675; squares 0.009406 + 0.010751 + 4 × 0.0000028, ÷ 5; its root.
  expect(found?.effects[0]?.scatter).toBeCloseTo(0.06351, 4);
  expect(found?.betweenRounds).toBeCloseTo(0.06351, 4);
  expect(found).not.toHaveProperty('withinRounds');
});

test('a control that takes longer where builds take less correlates the other way', () => {
  const rounds = [1, 1.1, 0.9, 1, 1.05, 1];
  const rows = [...builds(...rounds), ...controls(...rounds.map((effect) => [500 / effect]))];
  expect(controlScatter(cells, rows, images)?.effects[0]?.correlation).toBeCloseTo(-1, 6);
});

test('what builds of one round differ by is told apart from what the rounds differ by', () => {
  const found = controlScatter(cells, controls([100, 110, 121], [200, 220, 242]), images);
  // Within a round the logs are 0.09531 apart: a standard deviation of that. Medians: log 2 apart, ÷ √2.
  expect(found?.withinRounds).toBeCloseTo(0.09531, 5);
  expect(found?.betweenRounds).toBeCloseTo(Math.LN2 / Math.SQRT2, 6);
  expect(found?.effects).toEqual([]);
});

test('cells of several scenarios are told by scenario, and all together', () => {
  const warm = builds(1, 1.2, 1).map((row) => ({ ...row, scenario: 'warm' }));
  const both = [...cells, ...cells.map((cell) => ({ ...cell, scenario: 'warm' }))];
  const found = controlScatter(both, [...builds(1, 1.1, 1), ...warm, ...controls([1], [2], [1])], images);
  expect(found?.effects.map(({ scenario, cells: told }) => [scenario, told])).toEqual([
    ['cold', 3],
    ['warm', 3],
    [undefined, 6],
  ]);
});

test.each([
  ['of five rounds', controls([1], [2], [1], [3], [1])],
  ['of a control that never varies', controls([5], [5], [5], [5], [5], [5])],
])('%s there is no correlation', (_, rows) => {
  const effects = [1, 1.1, 0.9, 1, 1, 1].slice(0, rows.length);
  const found = controlScatter(cells, [...builds(...effects), ...rows], images);
  expect(found?.effects.map(({ correlation }) => correlation)).toEqual([undefined]);
});

test('without a control there is nothing to tell', () => {
  expect(controlScatter(cells, builds(1, 1, 1), images)).toBeUndefined();
});
