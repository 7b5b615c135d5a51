import { twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/stages';
const apps = ['small-node'];

const source = ['[build] COPY . .', '[runtime] COPY --from=build /app/dist'];
const installs = ['[deps] RUN npm ci', '[runtime] COPY --from=deps'];

const three = {
  source,
  deps: ['COPY package.json', '[deps] RUN npm ci', '[build] RUN npm ci', '[runtime] COPY --from=deps'],
};

export const experiment: Experiment = {
  id: 'stages',
  title: 'the same app in 1 to 5 stages',
  twins: [
    twinOf(folder, {
      ...{ id: 'stages-1', title: '1 stage', apps },
      reruns: { 'small-node': { source: ['COPY . .'], deps: ['COPY package.json'] } },
    }),
    twinOf(folder, {
      ...{ id: 'stages-2', title: '2 stages: build, runtime', apps, baseline: 'stages-1' },
      reruns: {
        'small-node': {
          source: ['[build] COPY . .', '[runtime] COPY --from=build'],
          deps: ['[build] COPY package.json', '[runtime] COPY --from=build'],
        },
      },
    }),
    twinOf(folder, {
      ...{ id: 'stages-3', title: '3 stages: deps, build, runtime', apps, baseline: 'stages-1' },
      reruns: { 'small-node': three },
    }),
    twinOf(folder, {
      ...{
        id: 'stages-3-again',
        title: '3 stages, under another name',
        apps,
        baseline: 'stages-3',
        file: 'stages-3',
      },
      reruns: { 'small-node': three },
    }),
    twinOf(folder, {
      ...{ id: 'stages-4', title: '4 stages: base, deps, build, runtime', apps, baseline: 'stages-3' },
      reruns: {
        'small-node': { source, deps: ['[base] COPY package.json', '[build] RUN npm ci', ...installs] },
      },
    }),
    twinOf(folder, {
      ...{
        id: 'stages-5',
        title: '5 stages: base, deps, dev-deps, build, runtime',
        apps,
        baseline: 'stages-3',
      },
      reruns: {
        'small-node': {
          source,
          deps: ['[base] COPY package.json', '[dev-deps] RUN npm ci', '[build] COPY . .', ...installs],
        },
      },
    }),
  ],
};
