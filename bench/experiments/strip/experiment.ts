import { twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

export const experiment: Experiment = {
  id: 'strip',
  order: 2,
  title:
    'a Go program linked with its symbols and debug information, against scratch, where `-s -w` leaves both out',
  twins: [
    twinOf('bench/experiments/strip', {
      id: 'unstripped',
      title: 'Multi-stage, from scratch, without -s -w',
      apps: ['go'],
      baseline: 'scratch',
    }),
  ],
};
