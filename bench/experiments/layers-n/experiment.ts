import { filesApp, twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/layers-n';
const apps = ['hundred-files'];

/** What 20 MB of files are copied in. */
const counts = [5, 20, 50];

export const experiment: Experiment = {
  id: 'layers-n',
  title: 'the same 100 files in 1, 5, 20 and 50 layers',
  apps: [filesApp(folder, { id: 'hundred-files', title: '100 files of 200 kB' })],
  twins: [
    twinOf(folder, { id: 'layers-1', title: '1 layer', apps }),
    twinOf(folder, {
      id: 'layers-1-again',
      title: '1 layer, under another name',
      apps,
      baseline: 'layers-1',
      file: 'layers-1',
    }),
    ...counts.map((count) =>
      twinOf(folder, { id: `layers-${count}`, title: `${count} layers`, apps, baseline: 'layers-1' }),
    ),
  ],
};
