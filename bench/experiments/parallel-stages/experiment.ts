import { filesApp, twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/parallel-stages';
const apps = ['two-works'];

/** Waiting needs no processor: it is as a download would be. Working takes one whole processor. */
const works = ['waiting', 'working'];

export const experiment: Experiment = {
  id: 'parallel-stages',
  title: 'two equal works in two stages, one stage after the other, and one stage',
  apps: [filesApp(folder, { id: 'two-works', title: 'Two works of some seconds' })],
  twins: works.flatMap((work) => [
    twinOf(folder, { id: `${work}-sequence`, title: `${work}: the second stage is FROM the first`, apps }),
    twinOf(folder, {
      id: `${work}-parallel`,
      title: `${work}: two stages`,
      apps,
      baseline: `${work}-sequence`,
    }),
    twinOf(folder, {
      id: `${work}-one-stage`,
      title: `${work}: one stage`,
      apps,
      baseline: `${work}-sequence`,
    }),
  ]),
};
