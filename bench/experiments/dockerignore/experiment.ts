import { filesApp, twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/dockerignore';
const apps = ['planted-files'];

/** What lies beside sources in a real checkout. */
const planted = [
  { folder: 'node_modules/planted', files: 1500, bytes: 20_000 },
  { folder: '.git/objects', files: 500, bytes: 20_000 },
  { folder: 'logs', files: 5, bytes: 1_000_000 },
];

export const experiment: Experiment = {
  id: 'dockerignore',
  title: 'with a .dockerignore and without one, where COPY names everything or only the sources',
  apps: [
    filesApp(folder, {
      ...{ id: 'planted-files', title: 'Three small sources beside 45 MB of other files', planted },
      edits: [
        { kind: 'source', files: ['src/greeting.txt'], apply: (_file, _text, unique) => `${unique}\n` },
        { kind: 'ignored', files: ['logs/1.txt'], apply: (_file, text, unique) => `${text}${unique}\n` },
      ],
    }),
  ],
  twins: [
    twinOf(folder, {
      ...{ id: 'copy-all-without-ignore', title: 'COPY . ., without .dockerignore', apps },
      reruns: { 'planted-files': { source: ['COPY . .'], deps: [], ignored: ['COPY . .'] } },
    }),
    twinOf(folder, {
      ...{ id: 'copy-all-with-ignore', title: 'COPY . ., with .dockerignore', apps },
      ...{
        baseline: 'copy-all-without-ignore',
        reruns: { 'planted-files': { source: ['COPY . .'], deps: [] } },
      },
    }),
    twinOf(folder, {
      ...{
        id: 'copy-named-without-ignore',
        title: 'COPY of the sources by name, without .dockerignore',
        apps,
      },
      ...{
        baseline: 'copy-all-without-ignore',
        reruns: { 'planted-files': { source: ['COPY src'], deps: [] } },
      },
    }),
    twinOf(folder, {
      ...{ id: 'copy-named-with-ignore', title: 'COPY of the sources by name, with .dockerignore', apps },
      ...{
        baseline: 'copy-all-without-ignore',
        reruns: { 'planted-files': { source: ['COPY src'], deps: [] } },
      },
    }),
  ],
};
