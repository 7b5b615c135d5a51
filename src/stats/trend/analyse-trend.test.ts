import { describe, expect, test } from 'vitest';
import type { Answer } from '../../record/history/answers.ts';
import type { History } from '../../record/history/history.ts';
import { analyseTrend } from './analyse-trend.ts';
import { isRegression, type TimeEvent } from './events/time-event.ts';
import { questionsOf } from './events/questions.ts';
import { madeHistory, type Planted } from './made-history.fixture.ts';

const told = ({ scope, subject, direction, since, causes }: TimeEvent): string =>
  `${scope} ${subject} ${direction === 1 ? 'slower' : 'faster'} since ${since.runId}: ${causes.map(({ column }) => column).join(' ') || 'nothing'}`;
const from = (night: number, planted: Planted) => (_: string, now: number) => (now >= night ? planted : {});

const empty: History = { nights: [], series: new Map(), controls: new Map() };

describe('a history', () => {
  test('of nothing, of one night, and of a year in which nothing happens: no event', () => {
    expect(analyseTrend(empty)).toMatchObject({ confirmed: [], exact: [] });
    expect(analyseTrend(madeHistory(1)).confirmed).toEqual([]);
    expect(analyseTrend(madeHistory(365)).confirmed).toEqual([]);
  });

  test('says of which cells it is too early to tell anything, until something can be told', () => {
    expect(analyseTrend(madeHistory(26)).silent).toHaveLength(12);
    expect(analyseTrend(madeHistory(27)).silent).toEqual([]);
    // Whoever was not measured in the first nights needs as many of its own.
    const late = (cell: string, night: number): Planted =>
      cell === 'go/slim/cold' && night < 10 ? { failed: true } : {};
    expect(analyseTrend(madeHistory(36, late)).silent).toEqual(['go/slim/cold']);
    expect(analyseTrend(madeHistory(37, late)).silent).toEqual([]);
  });

  test('with another Dockerfile is never silent: it is held against the one before until 14 nights are its own', () => {
    const silent = (nights: number) =>
      analyseTrend(
        madeHistory(nights, (cell, night) =>
          cell === 'go/slim/cold' && night >= 60 ? { pins: { definition: 'd2' } } : {},
        ),
      ).silent;
    expect([61, 73, 80, 81, 86, 87].map((nights) => silent(nights).length)).toEqual([0, 0, 0, 0, 0, 0]);
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

  const five = {
    ...{ apps: ['go', 'node'], strategies: ['slim', 'alpine', 'scratch'] },
    scenarios: ['cold', 'warm', 'source', 'deps', 'idle'],
  };
  test.each<[string, (night: number) => boolean]>([
    ['begin later', (night) => night < 70],
    ['have ended before', (night) => night >= 40],
    ['were never built', () => true],
  ])('cells that %s have no say in what changed a variant', (_, isGone) => {
    const planted = (cell: string, night: number): Planted =>
      !cell.startsWith('go/slim/')
        ? {}
        : !/cold|warm/.test(cell) && isGone(night)
          ? { failed: true }
          : night >= 60
            ? { ratio: 1.04, pins: { definition: 'd2' } }
            : {};
    const history = madeHistory(90, planted, 7, five);
    const { confirmed, kept } = analyseTrend(history);
    expect(new Set(confirmed.flatMap(({ causes }) => causes.map(({ column }) => column)))).toEqual(
      new Set(['definition']),
    );
    expect(confirmed.map(isRegression)).not.toContain(false);
    expect(kept.confirmed.map(({ id, origins }) => [id, origins.length])).toContainEqual(['go/slim', 1]);
  });

  test('cells that begin later have no say in what changed everything', () => {
    const planted = (cell: string, night: number): Planted =>
      cell.includes('/slim/') || cell.includes('/alpine/cold')
        ? night >= 60
          ? { ratio: 1.2, pins: { base: 'b2' } }
          : {}
        : night < 75
          ? { failed: true }
          : { pins: { base: 'b3' } };
    const { confirmed } = analyseTrend(madeHistory(90, planted, 7, five));
    expect(confirmed.map(told)[0]).toBe('family all slower since n60: base');
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

describe('a slowdown that is asked again', () => {
  const slower =
    (from: number) =>
    (cell: string, night: number): Planted =>
      cell === 'go/slim/cold' && night >= from ? { ratio: 1.3, pins: { definition: 'd2' } } : {};
  const answer = (changes: Partial<Answer> = {}): Answer => ({
    ...{ series: 'go/slim/cold', since: 'n60', before: 'n59', after: 'n60', verdict: 'slower', pairs: 10 },
    ...{ ratio: 1.28, p: 1e-5, run: 'r', reason: '', at: '2026-03-02T03:00:00.000Z' },
    ...changes,
  });
  const newest = (history: ReturnType<typeof madeHistory>) => history.nights.at(-1) ?? { runId: '', at: '' };

  test('in its first night: it lies far away, and its Dockerfile has changed', () => {
    const history = madeHistory(61, slower(60));
    const trend = analyseTrend(history);
    expect(trend.confirmed).toEqual([]);
    expect(
      questionsOf(trend, newest(history)).map(({ series, before }) => `${series} ${before.runId}`),
    ).toEqual(['go/slim/cold n59']);
  });

  test('is not asked where nothing that can be built again has changed, nor where it became faster', () => {
    const asked = (planted: (cell: string, night: number) => Planted): number => {
      const history = madeHistory(61, planted);
      return questionsOf(analyseTrend(history), newest(history)).length;
    };
    const of = (planted: Planted) => (cell: string, night: number) =>
      cell === 'go/slim/cold' && night >= 60 ? planted : {};
    expect(asked(of({ ratio: 1.3 }))).toBe(0);
    expect(asked(of({ ratio: 1.3, pins: { engine: '29' } }))).toBe(0);
    expect(asked(of({ ratio: 0.7, pins: { definition: 'd2' } }))).toBe(0);
    expect(asked(of({ ratio: 1.3, pins: { base: 'b2' } }))).toBe(1);
  });

  test('at most three are asked, the largest first', () => {
    const ratios = new Map([
      ['go/slim/cold', 1.3],
      ['go/alpine/cold', 1.5],
      ['node/slim/warm', 1.4],
      ['node/scratch/warm', 1.2],
    ]);
    const history = madeHistory(61, (cell, night) => {
      const ratio = ratios.get(cell);
      const definition = cell;
      return night >= 60 && ratio !== undefined
        ? { ratio, pins: { definition, base: 'b2' } }
        : { pins: { definition } };
    });
    const asked = questionsOf(analyseTrend(history), newest(history)).map(({ series }) => series);
    expect(asked).toEqual(['go/alpine/cold', 'node/slim/warm', 'go/slim/cold']);
  });

  test('and shown is a regression that night; when the rule finds it, too, it is the same one', () => {
    const early = analyseTrend(madeHistory(61, slower(60)), { answers: [answer()] });
    expect(early.confirmed.map(told)).toEqual(['cell go/slim/cold slower since n60: definition']);
    expect(early.confirmed.map(isRegression)).toEqual([true]);
    expect(early.confirmed[0]?.found.runId).toBe('n60');
    expect([...early.suspected, ...early.far]).toEqual([]);
    const late = analyseTrend(madeHistory(90, slower(60)), { answers: [answer()] });
    expect(late.confirmed.map(told)).toEqual(early.confirmed.map(told));
    expect(late.confirmed[0]?.found.runId).toBe('n60');
  });

  test('and refuted is the environment, though the nights confirm it', () => {
    const { confirmed } = analyseTrend(madeHistory(90, slower(60)), {
      answers: [answer({ verdict: 'alike', ratio: 1.001, p: 0.4 })],
    });
    expect(confirmed.map(told)).toEqual(['cell go/slim/cold slower since n60: definition']);
    expect(confirmed.map(isRegression)).toEqual([false]);
  });
});

test('an event that grows keeps its name, and the night in which it was found first', () => {
  const planted = (cell: string, night: number): Planted => {
    const from = cell === 'go/slim/cold' ? 60 : 62;
    return cell.startsWith('go/slim/') && night >= from ? { ratio: 1.3, pins: { definition: 'd2' } } : {};
  };
  const [first] = analyseTrend(madeHistory(63, planted)).confirmed;
  const [later] = analyseTrend(madeHistory(90, planted)).confirmed;
  expect([first?.subject, later?.subject]).toEqual(['go/slim/cold', 'go/slim']);
  expect(later?.alert).toBe(first?.alert);
  expect(later?.found).toEqual(first?.found);
});

test('each night from what the night before has kept, about a change whose cause only later nights tell', () => {
  // All become slower in one night; the cells of Go have a new base from then on, the others two nights later.
  const planted = (cell: string, night: number): Planted => ({
    ...(night >= 60 && { ratio: 1.3 }),
    ...(night >= (cell.startsWith('go/') ? 60 : 62) && { pins: { base: 'sha256:new' } }),
    ...(night === 63 && cell.startsWith('go/') && { failed: true }),
  });
  let { kept } = analyseTrend(madeHistory(58, planted));
  for (let nights = 59; nights <= 75; nights += 1) {
    const history = madeHistory(nights, planted);
    const again = JSON.parse(JSON.stringify(kept)) as typeof kept;
    const found = analyseTrend(history, { kept: again });
    expect(found, String(nights)).toEqual(analyseTrend(history));
    kept = found.kept;
  }
  expect(kept.causes.length).toBeGreaterThan(0);
});

test('from what was kept of 70 nights, 90 say what they say from the beginning', () => {
  const planted = (cell: string, night: number): Planted =>
    cell === 'go/slim/cold' && night >= 68
      ? { ratio: 1.25, pins: { cpu_model: night % 3 === 0 ? 'A' : 'B' } }
      : {};
  const { kept } = analyseTrend(madeHistory(70, planted));
  const again = JSON.parse(JSON.stringify(kept)) as typeof kept;
  const whole = madeHistory(90, planted);
  expect(analyseTrend(whole, { kept: again })).toEqual(analyseTrend(whole));
  // Of other nights, or of other rows of them, it is not taken: what stands there alone is not told.
  const found = {
    scope: 'cell',
    id: 'go/slim/warm',
    kind: 'confirmed',
    shift: 1,
    found: 69,
    since: 67,
  } as const;
  const odd = { ...again, confirmed: [{ ...found, origins: [] }] };
  expect(analyseTrend(whole, { kept: odd }).confirmed).not.toEqual(analyseTrend(whole).confirmed);
  const [first, ...rest] = whole.nights;
  for (const other of [
    { ...whole, prints: new Map([['n3', 1]]) },
    { ...whole, nights: [{ runId: 'x', at: first?.at ?? '' }, ...rest] },
  ])
    expect(analyseTrend(other, { kept: odd }).confirmed).toEqual(analyseTrend(other).confirmed);
});
