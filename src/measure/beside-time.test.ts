import { expect, test } from 'vitest';
import type { AppDefinition } from '../domain/definitions/app.ts';
import type { Sample } from '../domain/run/sample.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import { FakeEngine } from '../engine/fake/fake-engine.ts';
import { temporaryLayers } from '../inspect/layers/layer-store.fixture.ts';
import { plan } from '../plan/plan.ts';
import { TimeAccount } from './time-account.ts';
import { walk } from './walk.ts';
import type { Workbench } from './workbench.ts';

const cold: ScenarioDefinition = { id: 'cold', title: '', cache: 'none', expects: 'all-executed' };
const warm: ScenarioDefinition = { id: 'warm', title: '', cache: 'primed', expects: 'all-cached' };
const app: AppDefinition = {
  ...{ id: 'go', title: '', context: '.', port: 8080, edits: [], lockfiles: [] },
  ...{ healthPath: '/health', healthAnswer: {}, workPath: '/work', workAnswer: {} },
};

/** Takes 40 ms to empty its cache; its apps take 5 ms to answer, as they always do. */
class SlowlyCleaned extends FakeEngine {
  override pruneBuildCache(which: 'all' | readonly string[]): Promise<void> {
    this.clock.advance(40);
    return super.pruneBuildCache(which);
  }
}

test('a visit says what it took beside its build: the emptying of the cache, but not the starts of the app', async () => {
  const engine = new SlowlyCleaned({ answer: () => ({ status: 200, body: '{}' }) });
  const scenarios = [cold, warm];
  const planned = plan({ apps: [app], strategies: [{ id: 'slim' }], scenarios, rounds: 2, seed: 1 });
  const bench: Workbench = {
    ...{ engine, clock: engine.clock, coldMethod: 'pruned', imageStore: '', runId: 'R1', starts: 3 },
    layers: await temporaryLayers(),
    ...{ healthTimeoutMs: 1000, cacheWatch: undefined, signal: new AbortController().signal },
    scenarios: new Map(scenarios.map((scenario) => [scenario.id, scenario])),
    inputs: () => ({
      ...{ app, contextDir: '.', dockerfile: 'Dockerfile', bases: new Map(), reruns: undefined },
      origin: { baseName: 'scratch', base: undefined, source: 'local' },
    }),
  };
  const samples: Sample[] = [];
  const account = new TimeAccount(engine.clock);
  const nothing = () => undefined;
  await walk(
    bench,
    planned.variants,
    [planned.visits],
    {
      ...{ visitStarted: nothing, stepStarted: nothing, activity: nothing },
      ...{ image: async () => {} },
      visited: async (builds) => void samples.push(...builds.map(({ sample }) => sample)),
    },
    account,
  );
  expect(account.spent.starts).toBeGreaterThan(0);
  expect(samples.map(({ visit, besideMs }) => `${visit.scenario} ${String(besideMs)}`)).toEqual([
    ...['cold 40', 'warm 0', 'cold 40', 'warm 0'],
  ]);
});

test('the account of a run that is resumed goes on from what was spent before', async () => {
  const engine = new FakeEngine();
  const account = new TimeAccount(engine.clock, { builds: 100, starts: 20, inspections: 3, cleaning: 4 });
  await account.charge('builds', async () => {
    engine.clock.advance(7);
  });
  expect(account.spent).toEqual({ builds: 107, starts: 20, inspections: 3, cleaning: 4, extras: 0 });
});
