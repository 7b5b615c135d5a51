import { twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

/** The corner that the sample strategies lack: they have single-stage and multi-stage on the full base, and multi-stage on the slim one. */
export const experiment: Experiment = {
  id: 'split-and-base',
  order: 1,
  title: 'one stage or several, on the full base or on the smallest one that still builds the app',
  twins: [
    twinOf('bench/experiments/split-and-base', {
      id: 'single-slim',
      title: 'Single stage, slim base',
      apps: ['node', 'python', 'go'],
      baseline: 'single-stage',
    }),
  ],
};
