import { rootfsUser } from '../dockerfile-text.ts';
import { mark } from '../shape.ts';
import type { StrategyId } from '../strategy-ids.ts';
import type { NodeShape } from './node-shape.ts';
import { buildOf, installOf, setUpOf } from './package-manager.ts';

export type Lines = readonly (string | undefined)[];

/** A strategy with the stages deps, build and runtime. */
export type Staged = Exclude<StrategyId, 'single-stage'>;

/** The runtime's root: node, the loader and the shared libraries that ldd names, each at its own path. */
export const rootfs: Lines = [
  "# The runtime's root: node, the loader and the shared libraries that ldd names, each at its own path.",
  '# Native modules may need more of them.',
  'RUN mkdir -p /rootfs/etc /rootfs/usr/local/bin \\',
  ' && cp /usr/local/bin/node /rootfs/usr/local/bin/ \\',
  " && ldd /usr/local/bin/node | grep -o '/[^ ]*' | sort -u | xargs cp -L --parents -t /rootfs \\",
  ...rootfsUser,
];

/** A stage on Node, with the package manager. */
export const fromNode = (
  { manager, otherNode }: NodeShape,
  variant: 'trixie' | 'alpine',
  stage?: string,
  first: Lines = [],
): Lines => [
  otherNode === undefined ? undefined : `# ${mark} package.json asks for Node ${otherNode}.`,
  `FROM node:24-${variant}${stage === undefined ? '' : ` AS ${stage}`}`,
  ...first,
  'WORKDIR /app',
  manager.id === 'yarn@berry' ? 'ENV YARN_NODE_LINKER=node-modules' : undefined,
  setUpOf(manager),
];

export const needsBuild = ({ builds, rootBuilds }: NodeShape): boolean => builds || rootBuilds;

/** Runs the build: of the whole workspace, if its root can, else of the app. */
export const built = ({ manager, builds, rootBuilds, folder, name }: NodeShape): Lines => {
  if (rootBuilds) return [`RUN ${buildOf(manager)}`];
  return builds ? [`RUN ${buildOf(manager, folder === '' ? undefined : name)}`] : [];
};

/** Copies the manifests and installs: again only if one of them has changed. */
export const installed = (shape: NodeShape, only: 'production' | 'all'): Lines => {
  const { manager, manifests, preparesItself, installScript } = shape;
  // What `prepare` needs is a development dependency, or not copied yet.
  const withoutPrepare = preparesItself ? 'npm pkg delete scripts.prepare && ' : '';
  return [
    ...copiedManifests(manifests),
    manager.lockfile === undefined
      ? `# ${mark} there is no lockfile, so two builds may install different versions.`
      : undefined,
    manager.id === 'yarn@berry' ? `# ${mark} copy .yarn, too, if .yarnrc.yml names a file of it.` : undefined,
    installScript === undefined
      ? undefined
      : `# ${mark} "${installScript}" runs here. If it needs sources, copy these first.`,
    preparesItself ? '# The script "prepare" needs what is not here yet.' : undefined,
    `RUN ${withoutPrepare}${installOf(manager, only)}`,
  ];
};

/** Those of inner packages keep their folders. */
export const copiedManifests = (manifests: readonly string[]): string[] => [
  `COPY ${manifests.filter((file) => !file.includes('/')).join(' ')} ./`,
  ...manifests.filter((file) => file.includes('/')).map((file) => `COPY ${file} ./${file}`),
];

export const inAppFolder = ({ folder }: NodeShape): Lines => [
  folder === '' ? undefined : `WORKDIR /app/${folder}`,
];
