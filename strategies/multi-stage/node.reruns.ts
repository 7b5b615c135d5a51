import type { RerunsOfEdits } from '../../src/domain/definitions/strategy.ts';

export const reruns: RerunsOfEdits = {
  source: ['[build] COPY . .', '[runtime] COPY --from=build /app/dist'],
  deps: [
    'COPY package.json',
    '[deps] RUN npm ci',
    '[build] RUN npm ci',
    '[runtime] COPY --from=deps /app/node_modules',
  ],
};
