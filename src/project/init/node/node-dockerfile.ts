import { execForm, textOf } from '../dockerfile-text.ts';
import { mark, marked } from '../shape.ts';
import type { StrategyId } from '../strategy-ids.ts';
import type { NodeShape } from './node-shape.ts';
import {
  built,
  fromNode,
  inAppFolder,
  installed,
  needsBuild,
  rootfs,
  type Lines,
  type Staged,
} from './node-lines.ts';
import { deployStages, singleDeploy } from './pnpm-deploy.ts';

/** Writes the Dockerfile of a Node project. pnpm itself makes the folder of one package out of a workspace. */
export function nodeDockerfile(shape: NodeShape, strategy: StrategyId): string {
  const isDeployed = shape.isWorkspace && shape.manager.id === 'pnpm' && shape.folder !== '';
  if (strategy === 'single-stage')
    return textOf([
      ...fromNode(shape, 'trixie'),
      ...(isDeployed ? singleDeploy(shape) : single(shape)),
      'ENV NODE_ENV=production',
      'USER node',
      ...started(shape, 'node'),
    ]);
  const [first, copied] = isDeployed ? deployStages(shape, strategy) : ordinaryStages(shape, strategy);
  return textOf([...first, '', ...runtime(shape, strategy, copied)]);
}

const single = (shape: NodeShape): Lines => [
  ...installed(shape, 'all'),
  'COPY . .',
  ...built(shape),
  ...inAppFolder(shape),
];

/** The stages deps and build, and what the runtime copies from them. */
function ordinaryStages(shape: NodeShape, strategy: Staged): [Lines, Lines] {
  const { runtime, hasDependencies, isWorkspace } = shape;
  const variant = strategy === 'alpine' ? 'alpine' : 'trixie';
  const installs = hasDependencies || isWorkspace;
  const deps = [...fromNode(shape, variant, 'deps'), ...installed(shape, 'production'), ''];
  const build = [
    ...fromNode(shape, variant, 'build', strategy === 'scratch' ? rootfs : []),
    ...(needsBuild(shape) ? installed(shape, 'all') : []),
    'COPY . .',
    ...built(shape),
    // What is installed for the build is not what the app needs.
    needsBuild(shape) && runtime.kind === 'everything'
      ? 'RUN find . -name node_modules -prune -exec rm -rf {} +'
      : undefined,
  ];
  const copied =
    runtime.kind === 'everything'
      ? [
          installs ? 'COPY --from=deps /app ./' : undefined,
          'COPY --from=build /app ./',
          ...inAppFolder(shape),
        ]
      : [
          installs ? 'COPY --from=deps /app/node_modules ./node_modules' : undefined,
          'COPY --from=build /app/package.json ./',
          '# Other files that the app reads at run time have to be copied here, too.',
          ...runtime.copied.map((name) => `COPY --from=build /app/${name} ./${name}`),
        ];
  return [[...(installs ? deps : []), ...build], copied];
}

/** What each runtime stands on, as whom it runs, and what its CMD begins with. */
const runtimes: Readonly<Record<Staged, { from: Lines; user: string; node?: string }>> = {
  'multi-stage': { from: ['FROM node:24-trixie AS runtime'], user: 'node', node: 'node' },
  slim: { from: ['FROM node:24-trixie-slim AS runtime'], user: 'node', node: 'node' },
  alpine: { from: ['FROM node:24-alpine AS runtime'], user: 'node', node: 'node' },
  distroless: { from: ['FROM gcr.io/distroless/nodejs24-debian13:nonroot AS runtime'], user: 'nonroot' },
  scratch: {
    from: ['FROM scratch AS runtime', 'ENV PATH=/usr/local/bin', 'COPY --from=build /rootfs /'],
    ...{ user: 'app', node: 'node' },
  },
};

function runtime(shape: NodeShape, strategy: Staged, copied: Lines): Lines {
  const { from, user, node } = runtimes[strategy];
  return [
    ...from,
    'ENV NODE_ENV=production',
    'WORKDIR /app',
    ...copied,
    `USER ${user}`,
    ...started(shape, node),
  ];
}

const started = ({ port, start, open }: NodeShape, node: string | undefined): Lines => [
  marked(port),
  `EXPOSE ${port.value}`,
  open === undefined ? undefined : `# ${mark} ${open}`,
  marked(start),
  node === undefined ? "# The base's entrypoint is node itself." : undefined,
  `CMD ${execForm([...(node === undefined ? [] : [node]), ...start.value])}`,
];
