import { engineContract } from './engine.contract.ts';
import { FakeEngine } from './fake/fake-engine.ts';

engineContract('the fake engine', async () => ({
  engine: new FakeEngine({
    failingBuilds: ['contract-broken'],
    quitters: ['contract-quitter'],
    answer: () => ({ status: 200, body: '{"app":"go"}' }),
  }),
  base: 'any',
  goApp: undefined,
  stepRuns: undefined,
  mayPruneAll: true,
}));
