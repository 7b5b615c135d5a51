import type { StrategyDefinition } from '../../src/domain/strategy.ts';

export const strategy: StrategyDefinition = {
  id: 'slim',
  title: 'Multi-stage, slim base',
  hypothesis:
    'Running on the slim base of the same distribution saves most bytes of the base and changes nothing else.',
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
      deps: ['[deps] COPY go.mod', '[build] COPY . .'],
    },
    python: {
      source: ['[build] COPY . .', '[runtime] COPY --from=build /app/service'],
      deps: ['[deps] COPY requirements-build.txt', '[build] COPY . .', '[runtime] COPY --from=deps /install'],
    },
  },
};
