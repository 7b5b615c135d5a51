import { expect, test } from 'vitest';
import type { Visit } from '../domain/plan.ts';
import { FakeEngine } from '../engine/fake/fake-engine.ts';
import { buildRequest } from './build-request.ts';
import type { Workbench } from './workbench.ts';

const visit: Visit = {
  ...{ sequence: 4, round: 2, phase: 'measure', app: 'go', strategy: 'slim', scenario: 'cold' },
};
const engine = new FakeEngine();
const bench: Workbench = {
  ...{ engine, clock: engine.clock, coldMethod: 'no-cache', imageStore: '', runId: 'R1', starts: 1 },
  ...{ healthTimeoutMs: 1, cacheWatch: undefined, signal: new AbortController().signal },
  scenarios: new Map([['cold', { id: 'cold', title: '', cache: 'none', expects: 'all-executed' }]]),
  inputs: () => ({
    ...{ app: undefined, contextDir: '.', dockerfile: 'Dockerfile', bases: new Map(), reruns: undefined },
    origin: { baseName: 'scratch', base: undefined, source: 'local' },
  }),
};
const namespace = (changes: Partial<Workbench>, round: number): string | undefined =>
  buildRequest({ ...bench, ...changes }, { ...visit, round }, true).buildArgs?.['BUILDKIT_CACHE_MOUNT_NS'];

test('cache mounts are fresh in every round, and again in every session: a killed one has half filled them', () => {
  const namespaces = [
    namespace({}, 2),
    namespace({}, 3),
    namespace({ session: 1 }, 2),
    namespace({ session: 2 }, 2),
  ];
  expect(namespaces).toEqual(['R1-2', 'R1-3', 'R1-2-1', 'R1-2-2']);
  expect(namespace({ session: 0 }, 2)).toBe('R1-2');
});

test('an engine of our own needs no namespace: it is emptied', () => {
  expect(namespace({ coldMethod: 'pruned', session: 1 }, 2)).toBeUndefined();
});
