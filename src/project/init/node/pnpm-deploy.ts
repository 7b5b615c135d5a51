import type { NodeShape } from './node-shape.ts';
import {
  copiedManifests,
  fromNode,
  inAppFolder,
  needsBuild,
  rootfs,
  type Lines,
  type Staged,
} from './node-lines.ts';
import { buildOf } from './package-manager.ts';

/** One package out of a workspace of pnpm, in a single stage. */
export const singleDeploy = (shape: NodeShape): Lines => [
  ...fetched(shape),
  ...builtOffline(shape),
  ...inAppFolder(shape),
];

/**
 * The stages deps and build, and what the runtime copies from them: `pnpm deploy` puts the app and its production
 * dependencies into a folder of their own (https://pnpm.io/docker).
 */
export function deployStages(shape: NodeShape, strategy: Staged): [Lines, Lines] {
  const { name, manager } = shape;
  // Since pnpm 10 packages of the workspace are linked only if that is asked for.
  const legacy = Number(manager.version?.split('.')[0]) >= 10 ? ' --legacy' : '';
  const stages = [
    ...fromNode(shape, strategy === 'alpine' ? 'alpine' : 'trixie', 'deps'),
    ...fetched(shape),
    '',
    'FROM deps AS build',
    ...(strategy === 'scratch' ? rootfs : []),
    ...builtOffline(shape),
    '# The files of the package that "files" in its manifest names, or all, and its production dependencies.',
    `RUN pnpm --filter ${name} deploy --prod${legacy} /out`,
  ];
  return [stages, ['COPY --from=build /out ./']];
}

/** By the lockfile alone: a changed manifest or source fetches nothing again. */
const fetched = ({ manager }: NodeShape): Lines => [
  ...copiedManifests([manager.lockfile ?? 'package.json', ...manager.settings]),
  'RUN pnpm fetch',
];

const builtOffline = (shape: NodeShape): Lines => [
  'COPY . .',
  'RUN pnpm install --frozen-lockfile --offline',
  needsBuild(shape) ? `RUN ${buildOf(shape.manager, shape.builds ? shape.name : undefined)}` : undefined,
];
