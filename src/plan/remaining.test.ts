import { describe, expect, test } from 'vitest';
import type { Visit } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { numbered, remaining } from './remaining.ts';

const scenarios = new Map<string, ScenarioDefinition>([
  ['cold', { id: 'cold', title: '', cache: 'none', expects: 'all-executed' }],
  ['warm', { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' }],
  ['import', { id: 'import', title: '', cache: 'imported', through: 'inline', expects: 'all-cached' }],
  ['edit', { id: 'edit', title: '', cache: 'primed', expects: 'as-edited', edit: 'source' }],
]);

/** `slim cold` is measured, `slim prime warm` primes for warm, `control` is the control. */
function visits(...lines: string[]): Visit[] {
  return lines.map((line, index) => {
    const [strategy = '', first = '', second] = line.split(' ');
    const common = { sequence: index + 1, round: 2 };
    if (strategy === 'control')
      return { ...common, phase: 'control', app: 'control', strategy, scenario: 'cold' };
    const phase = second === undefined ? 'measure' : 'prime';
    return { ...common, phase, app: 'go', strategy, scenario: second ?? first };
  });
}
const shown = ({ phase, strategy, scenario }: Visit): string =>
  phase === 'control' ? 'control' : `${strategy} ${phase === 'prime' ? 'prime ' : ''}${scenario}`;

const left = (planned: string[], done: string[], blocked: string[] = []): string[] =>
  remaining(
    visits(...planned),
    {
      leftOf: (visit) => (done.includes(shown(visit)) ? undefined : visit),
      isBlocked: (visit) => blocked.includes(shown(visit)),
    },
    scenarios,
  ).map(shown);

const round = ['slim cold', 'slim warm', 'slim edit', 'control', 'alpine cold', 'alpine warm', 'alpine edit'];

describe('of a round is left', () => {
  test('each visit that imports a cache with the prime that exports it', () => {
    const chain = ['slim cold', 'slim warm', 'slim prime import', 'slim import'];
    expect(left(chain, [])).toEqual(chain);
    expect(left(chain, ['slim cold', 'slim warm'])).toEqual(['slim prime import', 'slim import']);
    expect(left(chain, ['slim cold'])).toEqual(['slim prime warm', 'slim warm', ...chain.slice(2)]);
    expect(left(chain, ['slim cold', 'slim warm'], ['slim import'])).toEqual(['slim import']);
  });

  test('all of it if nothing is done, and nothing if all is', () => {
    expect(left(round, [])).toEqual(round);
    expect(left(round, round)).toEqual([]);
  });

  test('what comes after a chain that is done, as it was planned', () => {
    expect(left(round, ['slim cold', 'slim warm', 'slim edit'])).toEqual([
      'control',
      'alpine cold',
      'alpine warm',
      'alpine edit',
    ]);
    expect(left(round, [...round.slice(0, 3), 'control'])).toEqual(round.slice(4));
  });

  test('the rest of a chain that was cut, opened by a prime: image and cache are gone', () => {
    expect(left(round, ['slim cold'])).toEqual([
      ...['slim prime warm', 'slim warm', 'slim edit'],
      ...round.slice(3),
    ]);
    expect(left(round, ['slim cold', 'slim warm'])).toEqual([
      ...['slim prime edit', 'slim edit'],
      ...round.slice(3),
    ]);
  });

  test('no second prime where one was planned, whether it was built or not', () => {
    const planned = ['slim prime warm', 'slim warm', 'slim edit'];
    expect(left(planned, [])).toEqual(planned);
    expect(left(planned, ['slim warm'])).toEqual(['slim prime edit', 'slim edit']);
  });

  test('no prime where nothing would be built: its opening has failed, or its image does not work', () => {
    expect(left(['slim cold', 'slim warm', 'slim edit'], ['slim cold'], ['slim warm', 'slim edit'])).toEqual([
      'slim warm',
      'slim edit',
    ]);
  });

  test('but a prime where something of it is', () => {
    expect(left(['slim cold', 'slim warm', 'slim edit'], ['slim cold'], ['slim warm'])).toEqual([
      'slim prime warm',
      'slim warm',
      'slim edit',
    ]);
  });
});

test('of a visit of five builds, of which a session has left three, two are made; a prime opens them', () => {
  const [cold, warm] = visits('slim cold', 'slim warm');
  const left = remaining(
    [cold, { ...warm, builds: 5 }].filter((visit): visit is Visit => visit !== undefined),
    {
      leftOf: (visit) => (visit.scenario === 'cold' ? undefined : { ...visit, repeat: 4, builds: 2 }),
      isBlocked: () => false,
    },
    scenarios,
  );
  expect(numbered(left, 7)).toEqual([
    { app: 'go', strategy: 'slim', scenario: 'warm', phase: 'prime', round: 2, sequence: 7 },
    {
      app: 'go',
      strategy: 'slim',
      scenario: 'warm',
      phase: 'measure',
      round: 2,
      sequence: 8,
      repeat: 4,
      builds: 2,
    },
  ]);
});

test('visits are counted on from the row that is next', () => {
  expect(numbered(visits(...round), 12).map(({ sequence }) => sequence)).toEqual([
    12, 13, 14, 15, 16, 17, 18,
  ]);
});
