import { describe, expect, test } from 'vitest';
import { cellId, type Visit } from '../domain/run/plan.ts';
import { plan } from '../plan/plan.ts';
import { numbered } from '../plan/remaining.ts';
import { manifest } from '../record/manifest.fixture.ts';
import type { BuildRow } from '../record/rows.ts';
import { buildRow } from '../record/rows.fixture.ts';
import { revisits } from './revisits.ts';
import { scenarios } from './scenarios.fixture.ts';

const planned = plan({
  apps: [{ id: 'node' }],
  strategies: [{ id: 'slim' }, { id: 'alpine' }],
  ...{ scenarios, rounds: 7, seed: 1, control: true },
});

const resumption = (rows: number) => ({ machine: manifest.machine, engineKernel: '', rows });

type Fault = (visit: Visit) => BuildRow['state'] | undefined;

/** Rows as the plan gives them, 1 s each, in the state that is said. */
const rowsOf = (visits: readonly Visit[], state: Fault = () => undefined): BuildRow[] =>
  visits.map((visit) => buildRow({ ...visit, state: state(visit) ?? 'built', wall_ms: 1000 }));

/** Disturbed are these cells in these rounds: `slim/warm 2`. */
const disturbed =
  (...which: string[]): Fault =>
  (visit) =>
    which.includes(`${visit.strategy}/${visit.scenario} ${visit.round}`) ? 'disturbed' : undefined;

const due = (builds: readonly BuildRow[], limits: { budgetMs?: number; until?: number } = {}) =>
  revisits({
    ...{ plan: planned, builds, scenarios, imagesMs: 0, manifest: {} },
    limits: { budgetMs: limits.budgetMs, until: limits.until },
  });

const named = (visits: readonly Visit[]): string[] =>
  visits.map((visit) => `${visit.phase} ${visit.strategy}/${visit.scenario} ${visit.round}`);

describe('what was disturbed is visited again, as the sample of its round', () => {
  test('a cold build by itself, any other after a prime; two of a chain share theirs', () => {
    const rows = rowsOf(planned.visits, disturbed('slim/cold 1', 'alpine/warm 2', 'alpine/edit-deps 2'));
    expect(named(due(rows)).toSorted()).toEqual([
      'measure alpine/edit-deps 2',
      'measure alpine/warm 2',
      'measure slim/cold 1',
      'prime alpine/warm 2',
    ]);
    const warm = named(due(rows)).filter((name) => name.includes('alpine'));
    expect(warm).toEqual(['prime alpine/warm 2', 'measure alpine/warm 2', 'measure alpine/edit-deps 2']);
  });

  test('a whole chain as it was planned', () => {
    const all = scenarios.map(({ id }) => `slim/${id} 3`);
    expect(named(due(rowsOf(planned.visits, disturbed(...all))))).toEqual(
      all.map((name) => `measure ${name}`),
    );
  });

  test('nothing that was interrupted or failed, and never the control: it stands for its round', () => {
    const faults: Fault = (visit) => {
      if (visit.phase === 'control') return 'disturbed';
      if (visit.round === 1) return 'failed';
      return visit.round === 2 ? 'aborted' : undefined;
    };
    expect(due(rowsOf(planned.visits, faults))).toEqual([]);
  });
});

describe('visits that are disturbed again', () => {
  const both = disturbed('slim/cold 1', 'alpine/cold 4');
  const rows = rowsOf(planned.visits, both);

  test('are made once more if the pass has brought any sample at all', () => {
    const again = rowsOf(due(rows), disturbed('alpine/cold 4'));
    expect(named(due([...rows, ...again]))).toEqual(['measure alpine/cold 4']);
    // A run that was cut in the middle of a pass makes the rest of it.
    expect(named(due([...rows, ...again.slice(0, 1)]))).toEqual(['measure alpine/cold 4']);
  });

  test('are left where nothing came of a whole pass: the machine stays busy', () => {
    const again = rowsOf(due(rows), both);
    expect(again).toHaveLength(2);
    expect(due([...rows, ...again])).toEqual([]);
  });

  test('all in all no more than the plan has visits', () => {
    const few = plan({
      apps: [{ id: 'node' }],
      strategies: [{ id: 'slim' }],
      scenarios: scenarios.slice(0, 1),
      ...{ rounds: 3, seed: 1 },
    });
    const dueOf = (builds: readonly BuildRow[]) =>
      revisits({
        ...{ plan: few, builds, scenarios, imagesMs: 0, manifest: {} },
        limits: { budgetMs: undefined, until: undefined },
      });
    let builds = rowsOf(few.visits, () => 'disturbed');
    const passes: number[] = [];
    // One visit of each pass helps, the others do not.
    for (let visits = dueOf(builds); visits.length > 0; visits = dueOf(builds)) {
      passes.push(visits.length);
      builds = [...builds, ...rowsOf(visits, (visit) => (visit === visits[0] ? undefined : 'disturbed'))];
    }
    // 3 + 2 + 1 would be needed, and 3 are planned.
    expect(passes).toEqual([3]);
  });
});

describe('a session that goes on with a run', () => {
  /** What is due in a session that began after so many rows, numbered on as a run does it. */
  const session = (builds: readonly BuildRow[], rows: number) =>
    numbered(
      revisits({
        ...{ plan: planned, builds, scenarios, imagesMs: 0 },
        limits: { budgetMs: undefined, until: undefined },
        manifest: { resumed: [resumption(rows)] },
      }),
      builds.length + 1,
    );
  const always: Fault = () => 'disturbed';
  const first = rowsOf(
    planned.visits.filter(({ phase }) => phase !== 'control'),
    always,
  );
  const second = rowsOf(numbered(due(first), first.length + 1), always);
  const before = [...first, ...second];

  test('tries once more what was disturbed all the time, as the machine may be quiet now', () => {
    expect(due(before)).toEqual([]);
    const again = session(before, before.length);
    expect(again.filter(({ phase }) => phase === 'measure')).toHaveLength(first.length);
    expect(session([...before, ...rowsOf(again)], before.length)).toEqual([]);
  });

  test('and once only, if it is not', () => {
    const again = session(before, before.length);
    const after = [...before, ...rowsOf(again, always)];
    expect(session(after, before.length)).toEqual([]);
    expect(session(after, after.length)).not.toEqual([]);
    // Cut in the middle of the pass, it makes the rest of it.
    const half = rowsOf(again.slice(0, 8), always);
    const rest = session([...before, ...half], before.length);
    expect(rest.map(cellId)).toEqual(again.slice(8).map(cellId));
  });
});

describe('--until', () => {
  test('a cell that is narrow enough without the sample is left as it is', () => {
    const fifteen = plan({
      apps: [{ id: 'node' }],
      strategies: [{ id: 'slim' }],
      scenarios: scenarios.slice(0, 1),
      ...{ rounds: 15, seed: 1 },
    });
    const builds = rowsOf(fifteen.visits, disturbed('slim/cold 5'));
    const dueWith = (until: number | undefined) =>
      named(
        revisits({
          ...{ plan: fifteen, builds, scenarios, imagesMs: 0, manifest: {} },
          limits: { budgetMs: undefined, until },
        }),
      );
    expect(dueWith(undefined)).toEqual(['measure slim/cold 5']);
    expect(dueWith(0.03)).toEqual([]);
  });
});

describe('--budget', () => {
  const rows = rowsOf(planned.visits, disturbed('slim/cold 1', 'slim/warm 4', 'alpine/cold 6'));
  const plannedMs = planned.visits.length * 1000;
  // A second each. Again: 1 s, then 2 s with the prime, then 1 s.
  test.each([
    [0, []],
    [999, []],
    [1000, ['measure slim/cold 1']],
    [2999, ['measure slim/cold 1']],
    [3000, ['measure slim/cold 1', 'prime slim/warm 4', 'measure slim/warm 4']],
    [4000, ['measure slim/cold 1', 'prime slim/warm 4', 'measure slim/warm 4', 'measure alpine/cold 6']],
  ])('with %d ms beyond what was planned pays for whole chains only', (moreMs, expected) => {
    expect(named(due(rows, { budgetMs: plannedMs + moreMs }))).toEqual(expected);
  });

  test('what was visited again before is spent', () => {
    const again = rowsOf(due(rows, { budgetMs: plannedMs + 1000 }), disturbed('slim/cold 1'));
    expect(again).toHaveLength(1);
    expect(due([...rows, ...again], { budgetMs: plannedMs + 2999 })).toEqual([]);
  });
});

test('a run without a disturbed visit is asked nothing', () => {
  expect(due(rowsOf(planned.visits))).toEqual([]);
});
