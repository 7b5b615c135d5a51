import type { RerunsOfEdits } from '../../src/domain/definitions/strategy.ts';

export const reruns: RerunsOfEdits = {
  source: ['[build] COPY . .', '[runtime] COPY --from=build /app/service'],
  deps: ['[deps] COPY requirements-build.txt', '[build] COPY . .', '[runtime] COPY --from=deps /install'],
};
