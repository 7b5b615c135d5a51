import { describe, expect, test } from 'vitest';
import { analyseTrend, isRegression, type TimeEvent } from './analyse-trend.ts';
import { madeHistory, type Planted } from './made-history.fixture.ts';

const told = ({ scope, subject, direction, since, causes }: TimeEvent): string =>
  `${scope} ${subject} ${direction === 1 ? 'slower' : 'faster'} since ${since.runId}: ${causes.map(({ column }) => column).join(' ') || 'nothing'}`;
const from = (night: number, planted: Planted) => (_: string, now: number) => (now >= night ? planted : {});

describe('a history', () => {
  test('of nothing, of one night, and of a year in which nothing happens: no event', () => {
    expect(analyseTrend({ nights: [], series: new Map() })).toMatchObject({ confirmed: [], exact: [] });
    expect(analyseTrend(madeHistory(1)).confirmed).toEqual([]);
    expect(analyseTrend(madeHistory(365)).confirmed).toEqual([]);
  });

  test('with a cell that takes 20 % more since its Dockerfile changed: one event, with its cause, within three nights', () => {
    const planted = (cell: string, night: number): Planted => ({
      ...(cell === 'go/slim/cold' && night >= 60 && { ratio: 1.2 }),
      ...(cell.startsWith('go/slim/') && night >= 60 && { pins: { definition: 'd2' } }),
    });
    const { confirmed } = analyseTrend(madeHistory(90, planted));
    expect(confirmed.map(told)).toEqual(['cell go/slim/cold slower since n60: definition']);
    expect(confirmed[0]?.found.runId).toBe('n62');
    expect(confirmed[0]?.ratio).toBeCloseTo(1.2, 1);
    expect(confirmed.map(isRegression)).toEqual([true]);
  });

  test('with both cells of a variant slower since its base was rebuilt: one event of the variant', () => {
    const planted = (cell: string, night: number): Planted =>
      cell.startsWith('node/alpine/') && night >= 60 ? { ratio: 1.3, pins: { base: 'b2' } } : {};
    expect(analyseTrend(madeHistory(90, planted)).confirmed.map(told)).toEqual([
      'variant node/alpine slower since n60: base',
    ]);
  });

  test('with all cells faster since the engine changed, and the control not: the family, and no regression', () => {
    const { confirmed } = analyseTrend(madeHistory(120, from(80, { ratio: 0.7, pins: { engine: '29' } })));
    // The night before may have been a fast one by chance.
    expect(confirmed.map(told)).toEqual([
      expect.stringMatching(/^family all faster since n(79|80): engine$/),
    ]);
    expect(confirmed.some(isRegression)).toBe(false);
  });

  test('with a cell that is slower, and nothing pinned that differs: the environment, no regression', () => {
    const planted = (cell: string, night: number): Planted =>
      cell === 'go/slim/cold' && night >= 60 ? { ratio: 1.3, pins: { kernel: '6.13' } } : {};
    const { confirmed } = analyseTrend(madeHistory(90, planted));
    expect(confirmed.map(told)).toEqual(['cell go/slim/cold slower since n60: kernel']);
    expect(confirmed.some(isRegression)).toBe(false);
  });

  test('with nights in which all cells failed, or some, goes on: they are nights, and no slowdowns', () => {
    const planted = (cell: string, night: number): Planted => ({
      ...((night === 40 || night === 41 || (night % 7 === 0 && cell === 'go/slim/cold')) && { failed: true }),
      ...(cell === 'go/slim/cold' && night >= 60 && { ratio: 1.25 }),
    });
    const { confirmed } = analyseTrend(madeHistory(90, planted));
    expect(confirmed.map(({ subject, since }) => `${subject} ${since.runId}`)).toEqual(['go/slim/cold n60']);
  });

  test('of two machines that take turns: what one is slower by is no event, a step on both is', () => {
    const planted = (cell: string, night: number): Planted => ({
      pins: { cpu_model: night % 2 === 0 ? 'A' : 'B' },
      ratio: (night % 2 === 0 ? 1 : 1.4) * (cell === 'node/scratch/cold' && night >= 150 ? 1.25 : 1),
    });
    const { confirmed } = analyseTrend(madeHistory(200, planted, 8));
    expect(confirmed.filter(({ scope }) => scope !== 'family').map(({ subject }) => subject)).toEqual([
      'node/scratch/cold',
    ]);
  });

  test('whose last two nights are slower: suspected, and nothing else', () => {
    const planted = (cell: string, night: number): Planted =>
      cell === 'go/slim/cold' && night >= 58 ? { ratio: 1.3 } : {};
    const { confirmed, suspected } = analyseTrend(madeHistory(60, planted));
    expect(confirmed).toEqual([]);
    expect(suspected.map(({ subject }) => subject)).toContain('go/slim/cold');
  });
});
