import type { RerunsOfEdits } from '../../src/domain/definitions/strategy.ts';

export const reruns: RerunsOfEdits = {
  source: ['[build] COPY . .', '[runtime] COPY --from=build /out/server'],
  deps: ['[deps] COPY go.mod', '[build] COPY . .'],
};
