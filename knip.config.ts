import type { KnipConfig } from 'knip';

/** Programs that are started by their path, which nobody imports. package.json and the configs of the tools name the others. */
const programs = [
  'src/inspect/archive/threads/*.worker.ts',
  'bench/simulation/count.worker.ts',
  'bench/detector/detector.worker.ts',
  ...['api', 'stagebench'].map((name) => `bench/package/${name}.ts`),
  ...['many-cells', 'shard-cells', 'tell-memory'].map((name) => `bench/self/${name}.ts`),
  ...['docker/build/build-process', 'private/daemon/start-daemon', 'private/registry/start-registry'].map(
    (name) => `src/engine/${name}.fixture.ts`,
  ),
  ...['inspect/archive/read-in-child', 'lock/lock-counter'].map((name) => `src/${name}.fixture.ts`),
];

/** Files, exports and dependencies that nobody uses fail `npm run check`. The apps that are measured are projects of their own. */
export default {
  workspaces: {
    '.': {
      entry: programs,
      project: [
        'bench/**/*.{ts,js}',
        // Apps that twins are built of, as those of the samples.
        '!bench/experiments/*/app/**',
        'src/**/*.ts',
        '!src/project/init/fixtures/**',
        '!bench/itg/projects/**',
        'strategies/**/*.ts',
        'sample-apps/*/app.ts',
      ],
    },
  },
  // The programs of the machine (mount, openssl) are no dependencies: doctor looks for what a user needs.
  exclude: ['binaries'],
} satisfies KnipConfig;
