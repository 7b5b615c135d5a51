import { filesApp, twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/target-stage';
const apps = ['target-stage'];
const file = 'checked';

export const experiment: Experiment = {
  id: 'target-stage',
  title: 'which stage of one file `--target` names: none, the last one, the one before it',
  apps: [filesApp(folder, { id: 'target-stage', title: 'Nothing but its stages' })],
  twins: [
    twinOf(folder, { id: 'target-none', title: 'Without --target', apps, file }),
    twinOf(folder, {
      ...{ id: 'target-last', title: 'With --target checked, the last stage', apps, file },
      ...{ baseline: 'target-none', build: { target: 'checked' } },
    }),
    twinOf(folder, {
      ...{ id: 'target-runtime', title: 'With --target runtime, the stage before it', apps, file },
      ...{ baseline: 'target-none', build: { target: 'runtime' } },
    }),
  ],
};
