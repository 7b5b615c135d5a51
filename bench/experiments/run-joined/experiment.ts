import { filesApp, twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/run-joined';
const apps = ['run-joined'];

export const experiment: Experiment = {
  id: 'run-joined',
  title: 'three commands in one RUN or in three, with and without the one that cleans up',
  apps: [filesApp(folder, { id: 'run-joined', title: 'A package of Debian' })],
  twins: [
    twinOf(folder, { id: 'run-split-kept', title: 'A RUN each, nothing cleaned up', apps }),
    twinOf(folder, {
      id: 'run-joined-kept',
      title: 'One RUN, nothing cleaned up',
      apps,
      baseline: 'run-split-kept',
    }),
    twinOf(folder, {
      id: 'run-split-cleaned',
      title: 'A RUN each, the last one cleans up',
      apps,
      baseline: 'run-split-kept',
    }),
    twinOf(folder, {
      id: 'run-joined-cleaned',
      title: 'One RUN, which cleans up',
      apps,
      baseline: 'run-split-kept',
    }),
  ],
};
