import { engineContract } from './engine.contract.ts';
import { FakeEngine } from './fake/fake-engine.ts';

engineContract('the fake engine', async () => ({
  engine: new FakeEngine({
    failingBuilds: ['contract-broken'],
    quitters: ['contract-quitter'],
    stopsWith: { 'contract-stubborn': 137 },
    answer: () => ({ status: 200, body: '{"app":"go"}' }),
  }),
  base: 'any',
  goApp: undefined,
  stepRuns: undefined,
  mayPruneAll: true,
}));
