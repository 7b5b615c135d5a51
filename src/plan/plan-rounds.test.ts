import { describe, expect, test } from 'vitest';
import { cellId, variantId, type Plan, type Visit } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { describePlan } from './describe.ts';
import { plan, type PlanRequest } from './plan.ts';

const cold: ScenarioDefinition = { id: 'cold', title: '', cache: 'none', expects: 'all-executed' };
const warm: ScenarioDefinition = { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' };
const edit: ScenarioDefinition = {
  ...{ id: 'edit-source', title: '', cache: 'primed', edit: 'source', expects: 'as-edited' },
};
const ids = (...names: string[]) => names.map((id) => ({ id }));
const planned = (changes: Partial<PlanRequest> = {}) =>
  plan({
    apps: ids('go', 'node'),
    strategies: ids('slim', 'alpine'),
    scenarios: [cold, warm, edit],
    rounds: 3,
    seed: 7,
    ...changes,
  });
const inRound = ({ visits }: Plan, round: number): Visit[] => visits.filter((visit) => visit.round === round);

/** The variants (and the control) of a round, each once, in their order. */
const order = (made: Plan, round: number): string[] => [...new Set(inRound(made, round).map(variantId))];

test('a scenario that imports a cache has a prime of its own that exports it, wherever it stands', () => {
  const through = (id: string): ScenarioDefinition => ({
    ...{ id, title: '', cache: 'imported', through: 'inline', expects: 'all-cached' },
  });
  const chain = (...scenarios: ScenarioDefinition[]) =>
    planned({ apps: ids('go'), strategies: ids('slim'), rounds: 1, scenarios }).visits.map(
      ({ scenario, phase }) => `${scenario} ${phase}`,
    );
  const imports = ['one prime', 'one measure', 'two prime', 'two measure'];
  expect(chain(through('one'), through('two'))).toEqual(imports);
  expect(chain(warm, through('one'), through('two'))).toEqual(['warm prime', 'warm measure', ...imports]);
  expect(chain(cold, through('one'), through('two'))).toEqual(['cold measure', ...imports]);
});

describe('the control', () => {
  const rounds = Array.from({ length: 20 }, (_, index) => index + 1);
  const controlled = (changes: Partial<PlanRequest> = {}) => planned({ control: true, ...changes });

  test('is built three times in every round, as a phase of its own, and is cold', () => {
    const visits = controlled().visits.filter(({ phase }) => phase === 'control');
    const expected = [1, 2, 3].flatMap((round) => [1, 2, 3].map((repeat) => ({ round, repeat })));
    expect(visits).toMatchObject(
      expected.map((one) => ({ ...one, app: 'control', strategy: 'control', scenario: 'cold' })),
    );
    expect(visits).toHaveLength(9);
  });

  test('is no variant and no cell: nothing is compared with it', () => {
    const { variants, cells } = controlled();
    expect({ variants, cells }).toEqual({ variants: planned().variants, cells: planned().cells });
  });

  test('never stands within a chain, which would lose its cache', () => {
    for (const round of rounds) {
      const visits = inRound(controlled({ rounds: 20 }), round).map(variantId);
      const changes = visits.filter((id, index) => id !== visits[index - 1]);
      expect(changes).toHaveLength(4 + 3);
    }
  });

  test.each([
    [1, '#...'],
    [2, '#..#.'],
    [4, '#.#.##.'],
    [9, '##.###.###.#'],
  ])('is spread over a round of %i variants, each build in the middle of a third', (variants, shown) => {
    const made = controlled({
      ...{ apps: ids('go'), scenarios: [cold], rounds: 1 },
      strategies: ids(...Array.from({ length: variants }, (_, index) => `s${index}`)),
    });
    expect(made.visits.map(({ phase }) => (phase === 'control' ? '.' : '#')).join('')).toBe(shown);
  });

  test('does not change the order of the others', () => {
    const others = controlled().visits.filter(({ phase }) => phase !== 'control');
    const withoutNumbers = (visits: readonly Visit[]) => visits.map((visit) => ({ ...visit, sequence: 0 }));
    expect(withoutNumbers(others)).toEqual(withoutNumbers(planned().visits));
  });

  test('is not there unless it is asked for', () => {
    expect(planned().visits.some(({ phase }) => phase === 'control')).toBe(false);
  });

  test('is described by name and counted apart', () => {
    expect(describePlan(controlled({ apps: ids('go'), scenarios: [warm], rounds: 1 })))
      .toMatchInlineSnapshot(`
        "2 variants, 2 cells, 1 round: 2 timed builds, 2 primes, 3 control builds (seed 7)

        round 1
             1  go/slim                (prime), warm
             3  control
             5  go/alpine              (prime), warm
             7  control
        "
      `);
  });
});

describe('a cell that takes part in fewer rounds', () => {
  const some = (...entries: [string, number][]) => planned({ roundsOfCell: new Map(entries) });
  const rounds = (made: Plan, cell: string): number[] =>
    made.visits
      .filter((visit) => visit.phase === 'measure' && cellId(visit) === cell)
      .map(({ round }) => round);

  test('is visited in the first of them, and no more; the others in all', () => {
    const made = some(['go/slim/warm', 2], ['node/alpine/cold', 1]);
    expect(rounds(made, 'go/slim/warm')).toEqual([1, 2]);
    expect(rounds(made, 'node/alpine/cold')).toEqual([1]);
    for (const cell of made.cells
      .map(cellId)
      .filter((id) => !['go/slim/warm', 'node/alpine/cold'].includes(id)))
      expect(rounds(made, cell)).toEqual([1, 2, 3]);
  });

  test('stays a cell of the plan, even with no round at all', () => {
    const made = some(['go/slim/cold', 0], ['go/slim/warm', 0], ['go/slim/edit-source', 0]);
    expect(made.cells).toEqual(planned().cells);
    expect(made.visits.some((visit) => variantId(visit) === 'go/slim')).toBe(false);
  });

  test('with more rounds than there are is visited in all of them', () => {
    expect(some(['go/slim/cold', 9])).toEqual(planned());
  });

  test('where the cold cell has left, a prime opens the chain and takes the first cell that is left', () => {
    const chain = (round: number) =>
      inRound(some(['go/slim/cold', 1], ['go/slim/warm', 2]), round)
        .filter((visit) => variantId(visit) === 'go/slim')
        .map(({ phase, scenario }) => `${phase} ${scenario}`);
    expect([1, 2, 3].map(chain)).toEqual([
      ['measure cold', 'measure warm', 'measure edit-source'],
      ['prime warm', 'measure warm', 'measure edit-source'],
      ['prime edit-source', 'measure edit-source'],
    ]);
  });

  test('where only the cold cell is left, nothing is primed', () => {
    const made = some(['go/slim/warm', 1], ['go/slim/edit-source', 1]);
    expect(made.visits.filter(({ phase }) => phase === 'prime')).toEqual([]);
  });

  test('changes nothing in the order of the others: not in its rounds, and not when it has left', () => {
    for (const control of [false, true]) {
      const all = planned({ control, rounds: 8 });
      const gone = ['cold', 'warm', 'edit-source'].map((scenario): [string, number] => [
        `go/slim/${scenario}`,
        3,
      ]);
      const fewer = planned({ control, rounds: 8, roundsOfCell: new Map([...gone, ['node/slim/cold', 2]]) });
      for (const round of [1, 2, 3]) expect(order(fewer, round)).toEqual(order(all, round));
      for (const round of [4, 5, 6, 7, 8])
        expect(order(fewer, round)).toEqual(order(all, round).filter((id) => id !== 'go/slim'));
    }
  });

  test('leaves no gap in the sequence', () => {
    const { visits } = some(['go/slim/cold', 1], ['node/slim/warm', 2]);
    expect(visits.map(({ sequence }) => sequence)).toEqual(visits.map((_, index) => index + 1));
  });

  test('a round in which no cell is left is empty, without a control', () => {
    const made = planned({
      control: true,
      roundsOfCell: new Map(planned().cells.map((cell) => [cellId(cell), 2])),
    });
    expect(inRound(made, 2)).toHaveLength(15);
    expect(inRound(made, 3)).toEqual([]);
  });
});

test('the order of a round does not depend on how many rounds there are', () => {
  const few = planned({ control: true, rounds: 2 });
  const many = planned({ control: true, rounds: 9 });
  expect(many.visits.slice(0, few.visits.length)).toEqual(few.visits);
});
