import type { AppDefinition } from '../../../src/domain/definitions/app.ts';
import { twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/manifest-first';

const revision = /(?<=const revision = ')[^']*(?=';)/;
const plain = (unique: string): string => unique.replaceAll(/[^\w.-]+/g, '-');

/** Build metadata keeps the version valid, and the dependencies as they were. */
const withVersion = (text: string, unique: string): string =>
  text.replaceAll('"version": "1.0.0"', `"version": "1.0.0+${unique.replaceAll(/[^0-9A-Za-z]+/g, '-')}"`);

/** A service with two dependencies, which bring fifty packages. Other experiments build it, too. */
const smallNode: AppDefinition = {
  id: 'small-node',
  title: 'A small service in Node',
  folder,
  context: 'app',
  port: 3000,
  healthPath: '/health',
  healthAnswer: { app: 'small-node', version: /^1\.0\.0(\+|$)/, runtime: /^v24\./ },
  workPath: '/work',
  workAnswer: { sum: 10 },
  edits: [
    {
      kind: 'source',
      files: ['src/about.js'],
      apply: (_file, text, unique) => text.replace(revision, () => plain(unique)),
      shows: (unique) => ({ revision: plain(unique) }),
    },
    {
      kind: 'deps',
      files: ['package.json', 'package-lock.json'],
      apply: (_file, text, unique) => withVersion(text, unique),
    },
  ],
  lockfiles: ['package-lock.json'],
};

export const experiment: Experiment = {
  id: 'manifest-first',
  title: 'whether the manifest is copied before the sources, or with them',
  apps: [smallNode],
  twins: [
    twinOf(folder, {
      id: 'copy-everything',
      title: 'COPY . . before npm ci',
      apps: ['small-node'],
      reruns: { 'small-node': { source: ['COPY . .'], deps: ['COPY . .'] } },
    }),
    twinOf(folder, {
      id: 'manifest-first',
      title: 'The manifest and npm ci before COPY . .',
      apps: ['small-node'],
      baseline: 'copy-everything',
      reruns: { 'small-node': { source: ['COPY . .'], deps: ['COPY package.json'] } },
    }),
  ],
};
