import { twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/shapes-python';

const reruns = {
  python: {
    source: ['[build] COPY . .', '[runtime] COPY --from=build /app/service'],
    deps: ['[build] COPY requirements'],
  },
};
const shape = (id: string, title: string, changes: { readonly mayFail?: true } = {}) =>
  twinOf(folder, { id: `shape-python-${id}`, title, apps: ['python'], file: id, reruns, ...changes });

export const experiment: Experiment = {
  id: 'shapes-python',
  title:
    'where packages are installed before they are copied: the home of root, a prefix, a virtual environment',
  twins: [
    shape('user-site-root', 'pip install --user, run as root'),
    // The home of root is closed to others.
    shape('user-site', 'pip install --user, run as another user', { mayFail: true }),
    shape('prefix', 'pip install --prefix'),
    shape('venv', 'A virtual environment'),
  ],
};
