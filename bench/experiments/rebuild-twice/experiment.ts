import { filesApp, twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/rebuild-twice';
const apps = ['sorted-words'];

export const experiment: Experiment = {
  id: 'rebuild-twice',
  title: 'how the times in an image are set: as they are, or rewritten by the exporter',
  apps: [filesApp(folder, { id: 'sorted-words', title: 'A few words, sorted' })],
  twins: [
    twinOf(folder, { id: 'rebuilt-nothing', title: 'One file, copied as it is', apps }),
    twinOf(folder, { id: 'rebuilt', title: 'As BuildKit exports it', apps, baseline: 'rebuilt-nothing' }),
    twinOf(folder, {
      ...{ id: 'rebuilt-rewritten', title: 'With rewrite-timestamp=true', apps, file: 'rebuilt' },
      ...{ baseline: 'rebuilt-nothing', build: { output: { 'rewrite-timestamp': 'true' } } },
    }),
  ],
};
