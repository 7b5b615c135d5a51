import type { StrategyDefinition } from '../../src/domain/strategy.ts';

export const strategy: StrategyDefinition = {
  id: 'scratch',
  title: 'Multi-stage, from scratch',
  hypothesis:
    'An empty base with exactly the files the service needs is the lower bound of size and attack surface.',
  reruns: {
    node: {
      source: ['[build] COPY . .', '[runtime] COPY --from=build /app/dist'],
      deps: [
        'COPY package.json',
        '[deps] RUN npm ci',
        '[build] RUN npm ci',
        '[runtime] COPY --from=deps /app/node_modules',
      ],
    },
    go: {
      source: ['[build] COPY . .', '[runtime] COPY --from=build /out/server'],
      deps: ['[deps] COPY go.mod', '[build] RUN mkdir'],
    },
    python: {
      source: ['[build] COPY . .', '[runtime] COPY --from=build /app/service'],
      deps: ['[deps] COPY requirements-build.txt', '[build] COPY . .', '[runtime] COPY --from=deps /rootfs'],
    },
  },
};
