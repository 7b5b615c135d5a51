import { filesApp, twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/lock-twice';
const apps = ['locked'];

export const experiment: Experiment = {
  id: 'lock-twice',
  title: 'npm ci, npm ci without what npm leaves, and npm install without the lockfile',
  apps: [
    filesApp(folder, {
      id: 'locked',
      title: 'Dependencies by range, locked half a year ago',
      lockfiles: ['package-lock.json'],
    }),
  ],
  twins: [
    twinOf(folder, { id: 'npm-nothing', title: 'Nothing is installed', apps }),
    twinOf(folder, { id: 'npm-ci', title: 'npm ci', apps, baseline: 'npm-nothing' }),
    twinOf(folder, {
      ...{ id: 'npm-ci-cleaned', title: 'npm ci, what npm leaves removed', apps, baseline: 'npm-nothing' },
    }),
    twinOf(folder, {
      ...{ id: 'npm-install-cleaned', title: 'npm install without the lockfile, what npm leaves removed' },
      ...{ apps, baseline: 'npm-nothing' },
    }),
  ],
};
