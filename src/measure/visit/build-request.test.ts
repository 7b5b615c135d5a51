import { expect, test } from 'vitest';
import type { Visit } from '../../domain/run/plan.ts';
import { FakeEngine } from '../../engine/fake/fake-engine.ts';
import { temporaryLayers } from '../../inspect/layers/layer-store.fixture.ts';
import type { Workbench } from '../workbench.ts';
import { buildRequest } from './build-request.ts';

const visit: Visit = {
  ...{ sequence: 4, round: 2, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'cold' },
};
const engine = new FakeEngine();
const bench = async (): Promise<Workbench> => ({
  layers: await temporaryLayers(),
  ...{ engine, clock: engine.clock, coldMethod: 'no-cache', imageStore: '', runId: 'R1', starts: 1 },
  ...{ healthTimeoutMs: 1, cacheWatch: undefined, signal: new AbortController().signal },
  scenarios: new Map([['cold', { id: 'cold', title: '', cache: 'none', expects: 'all-executed' }]]),
  inputs: () => ({
    ...{ app: undefined, contextDir: '.', dockerfile: 'Dockerfile', bases: new Map(), reruns: undefined },
    origin: { baseName: 'scratch', base: undefined, source: 'local' },
  }),
});
const namespace = async (changes: Partial<Workbench>, round: number): Promise<string | undefined> =>
  buildRequest({ ...(await bench()), ...changes }, { ...visit, round }, true).buildArgs?.[
    'BUILDKIT_CACHE_MOUNT_NS'
  ];

test('cache mounts are fresh in every round, and again in every session: a killed one has half filled them', async () => {
  const namespaces = [
    await namespace({}, 2),
    await namespace({}, 3),
    await namespace({ session: 1 }, 2),
    await namespace({ session: 2 }, 2),
  ];
  expect(namespaces).toEqual(['R1-2', 'R1-3', 'R1-2-1', 'R1-2-2']);
  expect(await namespace({ session: 0 }, 2)).toBe('R1-2');
});

test('an engine of our own needs no namespace: it is emptied', async () => {
  expect(await namespace({ coldMethod: 'pruned', session: 1 }, 2)).toBeUndefined();
});
