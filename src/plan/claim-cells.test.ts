import { describe, expect, test } from 'vitest';
import type { Claim, ClaimBuilds } from '../domain/definitions/claim.ts';
import type { Definitions } from '../domain/definitions/definitions.ts';
import { cellId } from '../domain/run/plan.ts';
import { planOf, selection } from './selection.ts';

const app = {
  title: '',
  context: '.',
  port: 1,
  healthPath: '',
  healthAnswer: {},
  workPath: '',
  workAnswer: {},
  edits: [],
};
const claimOf = (id: string, ...needs: [ClaimBuilds, ...ClaimBuilds[]]) =>
  ({ id, needs }) as unknown as Claim;
const cold = { apps: ['go'], scenarios: ['cold'] };

const definitions: Definitions = {
  apps: [{ ...app, id: 'go', lockfiles: [] }],
  strategies: ['slim', 'alpine'].map((id) => ({ id, title: '', hypothesis: '', reruns: {} })),
  scenarios: [
    { id: 'cold', title: '', cache: 'none', expects: 'all-executed' },
    { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' },
  ],
  suites: [
    { id: 'default', title: '', arms: () => [] },
    { id: 'claims', title: '', isOfClaims: true, arms: () => [] },
  ],
  experiments: [
    {
      ...{ id: 'order', title: '', apps: [{ ...app, id: 'files', lockfiles: [] }] },
      twins: [{ id: 'first', title: '', apps: ['files'], dockerfilesOf: 'first', reruns: {} }],
    },
  ],
  claims: [
    claimOf('A1', { ...cold, strategies: ['slim'] }),
    claimOf('A2', { ...cold, strategies: ['slim', 'alpine'], rounds: 7, extras: ['transfer'] }),
    claimOf('A3', { apps: ['files'], strategies: ['first'], scenarios: ['cold', 'warm'] }),
  ],
};

const planned = (wanted: Omit<Parameters<typeof selection>[1], 'suite'>) => {
  const selected = selection(definitions, { suite: 'claims', ...wanted });
  const rounds = Math.max(...(selected.cells ?? []).map((cell) => cell.rounds));
  return { selected, plan: planOf({ selected, rounds, seed: 1 }) };
};

test('what several claims need is built once, as often as one of them needs it', () => {
  const { plan } = planned({ claims: ['A1', 'A2'] });
  expect(plan.cells.map(cellId)).toEqual(['go/slim/cold', 'go/alpine/cold']);
  const visits = plan.visits.filter(({ phase }) => phase === 'measure');
  expect(Map.groupBy(visits, cellId).get('go/slim/cold')).toHaveLength(7);
});

test('a cell that one build decides is built in the first round only, whatever others need', () => {
  const { plan } = planned({ claims: ['A2', 'A3'] });
  const rounds = plan.visits.filter(({ app, phase }) => app === 'files' && phase === 'measure');
  expect(rounds.map(({ round, scenario }) => `${round} ${scenario}`)).toEqual(['1 cold', '1 warm']);
});

test('nothing is built that no claim needs: a twin of no sample, and no sample strategy of its app', () => {
  const { plan } = planned({});
  expect(plan.variants.map(({ app, strategy }) => `${app}/${strategy}`)).toEqual([
    ...['go/slim', 'go/alpine', 'files/first'],
  ]);
});

test('extras are measured of the variants whose claims need them', () => {
  const { selected } = planned({});
  expect([...(selected.extras?.get('go/slim') ?? [])]).toEqual(['transfer']);
  expect([...(selected.extras?.get('files/first') ?? [])]).toEqual([]);
});

test('--quick leaves claims that one build of each cell decides', () => {
  const { plan } = planned({ quick: true });
  expect(plan.cells.map(cellId)).toEqual(['go/slim/cold', 'files/first/cold', 'files/first/warm']);
});

test('--rounds says how often a time is taken; what is exact is still built once', () => {
  const { plan } = planned({ rounds: 3 });
  const builds = plan.visits.filter(({ phase }) => phase === 'measure');
  expect(builds).toHaveLength(3 + 3 + 1 + 1);
});

describe('what cannot be meant', () => {
  test.each([
    [
      'an unknown claim is named with the nearest',
      { suite: 'claims', claims: ['A11'] },
      'Did you mean "A1"?',
    ],
    ['claims of another suite', { claims: ['A1'] }, 'need --suite claims'],
    [
      'a claim of times alone is not quick',
      { suite: 'claims', claims: ['A2'], quick: true },
      'Nothing is left',
    ],
  ])('%s', (_, wanted, message) => {
    expect(() => selection(definitions, wanted)).toThrow(message);
  });
});
