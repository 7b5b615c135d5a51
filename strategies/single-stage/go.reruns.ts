import type { RerunsOfEdits } from '../../src/domain/definitions/strategy.ts';

export const reruns: RerunsOfEdits = {
  source: ['COPY . .'],
  deps: ['COPY go.mod'],
};
