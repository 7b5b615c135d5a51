import type { ColdMethod } from '../../src/domain/run/sample.ts';
import { armOf, type Suite } from '../../src/domain/definitions/suite.ts';

const methods: readonly ColdMethod[] = ['pruned', 'no-cache', 'empty-root'];

/** The same Dockerfile, made cold in three ways. */
export const suite: Suite = {
  id: 'cold-is-cold',
  order: 5,
  title: 'one Dockerfile, made cold in three ways: do they cost the same?',
  apps: ['node'],
  strategies: ['slim'],
  scenarios: ['cold'],
  rounds: 10,
  arms: (strategy) =>
    methods.map((coldMethod) =>
      armOf(strategy, {
        id: `${strategy.id}-${coldMethod}`,
        title: `${strategy.title}, ${coldMethod}`,
        ...(coldMethod === 'pruned' ? {} : { baseline: `${strategy.id}-pruned` }),
        build: { coldMethod },
      }),
    ),
};
