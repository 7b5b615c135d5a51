import type { RerunsOfEdits } from '../../src/domain/strategy.ts';

export const reruns: RerunsOfEdits = {
  source: ['COPY . .'],
  deps: ['COPY go.mod'],
};
