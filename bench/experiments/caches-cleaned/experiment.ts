import { twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/caches-cleaned';
const apps = ['manifests'];

const behind = '-behind-a-stage';

export const experiment: Experiment = {
  id: 'caches-cleaned',
  title: 'the cache of a package manager left in the image, and cleaned in the same RUN',
  twins: [
    ...['apt', 'npm', 'pip', 'go'].flatMap((tool) => [
      twinOf(folder, { id: `${tool}-kept`, title: `${tool}, its cache kept`, apps }),
      twinOf(folder, {
        id: `${tool}-cleaned`,
        title: `${tool}, its cache cleaned`,
        apps,
        baseline: `${tool}-kept`,
      }),
    ]),
    twinOf(folder, { id: `npm-kept${behind}`, title: 'npm, kept in a stage that is not the last', apps }),
    twinOf(folder, {
      ...{ id: `npm-cleaned${behind}`, title: 'npm, cleaned in a stage that is not the last', apps },
      baseline: `npm-kept${behind}`,
    }),
  ],
};
