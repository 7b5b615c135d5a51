import { twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/shapes-node';
const apps = ['node'];

const source = ['[build] COPY . .', '[runtime] COPY --from=build /app/dist'];

export const experiment: Experiment = {
  id: 'shapes-node',
  title: 'how production dependencies come into the last stage: installed there again, or copied',
  twins: [
    twinOf(folder, {
      ...{ id: 'shape-node-copied', title: 'Copied from a stage of their own', apps, file: 'copied' },
      reruns: {
        node: {
          source,
          deps: [
            'COPY package.json',
            '[deps] RUN npm ci',
            '[build] RUN npm ci',
            '[runtime] COPY package.json',
          ],
        },
      },
    }),
    twinOf(folder, {
      ...{ id: 'shape-node-reinstalled', title: 'Installed again in the last stage', apps },
      ...{ file: 'reinstalled', baseline: 'shape-node-copied' },
      reruns: {
        node: { source, deps: ['COPY package.json', '[build] RUN npm ci', '[runtime] RUN npm ci'] },
      },
    }),
  ],
};
