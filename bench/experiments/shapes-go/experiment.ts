import { twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/shapes-go';
const apps = ['go'];
const reruns = {
  go: {
    source: ['[build] COPY . .', '[runtime] COPY --from=build /out/server'],
    // A module that changes nothing gives the same binary.
    deps: ['[build] COPY go.mod'],
  },
};

export const experiment: Experiment = {
  id: 'shapes-go',
  title:
    'what stands beside a binary on scratch: CA certificates alone, or a user, time zones and a health check, too',
  twins: [
    twinOf(folder, {
      id: 'shape-go-bundle',
      title: 'CA certificates alone',
      apps,
      file: 'bundle-only',
      reruns,
    }),
    twinOf(folder, {
      ...{ id: 'shape-go-whole', title: 'A user, time zones and a static health check, too' },
      ...{ apps, file: 'bundle-and-user', baseline: 'shape-go-bundle', reruns },
    }),
  ],
};
