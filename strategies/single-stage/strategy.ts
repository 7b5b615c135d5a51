import type { StrategyDefinition } from '../../src/domain/strategy.ts';

export const strategy: StrategyDefinition = {
  id: 'single-stage',
  title: 'Single stage, full base',
  hypothesis:
    'One stage on the full language base is the shortest to write, and ships compiler, caches and development dependencies.',
  reruns: {
    node: { source: ['COPY . .'], deps: ['COPY package.json'] },
    go: { source: ['COPY . .'], deps: ['COPY go.mod'] },
    python: { source: ['COPY . .'], deps: ['COPY requirements-build.txt'] },
  },
};
