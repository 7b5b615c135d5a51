import { filesApp, twinOf, type Experiment } from '../../../src/domain/definitions/experiment.ts';

const folder = 'bench/experiments/cache-mounts';

const remark = (sign: string) => (text: string, unique: string) => `${text}${sign} ${unique}\n`;

const withVersion = (text: string, unique: string): string =>
  text.replaceAll('"version": "1.0.0"', `"version": "1.0.0+${unique.replaceAll(/[^0-9A-Za-z]+/g, '-')}"`);

/** How each manifest is changed without changing what it asks for. */
const manifests: Readonly<Record<string, (text: string, unique: string) => string>> = {
  'package.json': withVersion,
  'package-lock.json': withVersion,
  'requirements.txt': remark('#'),
  'go.mod': remark('//'),
};

/** Each manifest installs one or two dependencies. Another experiment builds it, too. */
const manifestsApp = filesApp(folder, {
  ...{ id: 'manifests', title: 'Manifests of three languages' },
  edits: [
    { kind: 'source', files: ['main.go'], apply: (_file, text, unique) => remark('//')(text, unique) },
    {
      kind: 'deps',
      files: Object.keys(manifests),
      apply: (file, text, unique) => manifests[file]?.(text, unique) ?? text,
    },
  ],
  lockfiles: ['package-lock.json', 'requirements.txt', 'go.sum'],
});

const languages = [
  { tool: 'npm', reruns: { source: [], deps: ['COPY package.json'] } },
  { tool: 'pip', reruns: { source: [], deps: ['COPY requirements.txt'] } },
  { tool: 'go', reruns: { source: ['COPY main.go'], deps: ['COPY go.mod'] } },
];

export const experiment: Experiment = {
  id: 'cache-mounts',
  title: 'the cache of a package manager in a cache mount, and not',
  apps: [manifestsApp],
  twins: languages.flatMap(({ tool, reruns }) => [
    twinOf(folder, {
      id: `${tool}-plain`,
      title: `${tool}, no mount`,
      apps: ['manifests'],
      reruns: { manifests: reruns },
    }),
    twinOf(folder, {
      ...{ id: `${tool}-mount`, title: `${tool}, its cache in a mount`, apps: ['manifests'] },
      ...{ baseline: `${tool}-plain`, reruns: { manifests: reruns } },
    }),
  ]),
};
