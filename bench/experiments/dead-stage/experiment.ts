import { filesApp, twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/dead-stage';
const apps = ['dead-stage'];

export const experiment: Experiment = {
  id: 'dead-stage',
  title: 'a stage that fails if it is executed: absent, there but not used, and used',
  apps: [filesApp(folder, { id: 'dead-stage', title: 'Nothing but its stages' })],
  twins: [
    twinOf(folder, { id: 'no-dead-stage', title: 'Without the stage', apps }),
    twinOf(folder, {
      ...{ id: 'dead-stage', title: 'The stage is there, and nothing copies from it', apps, mayFail: true },
    }),
    twinOf(folder, { id: 'dead-stage-used', title: 'The stage is copied from', apps, mayFail: true }),
  ],
};
