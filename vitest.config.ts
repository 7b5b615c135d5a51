import { configDefaults, defineConfig } from 'vitest/config';

/** The apps bring their own tests and test runners, also those that `npm pack` has copied. */
const exclude = [...configDefaults.exclude, 'sample-apps/*/**', 'results/**', 'dist/**'];

const minutes = (count: number): number => count * 60_000;

const unit = {
  // Some start the program six times, beside others that do.
  ...{ include: ['**/*.test.ts'], testTimeout: minutes(2), hookTimeout: minutes(2) },
  ...{ isolate: false, maxWorkers: '100%' },
};

/** These start an engine in a cache folder of their own. They need no other, and may run beside other tests. */
const ownDaemons = ['daemon/daemon', 'apt/provision'].map((name) => `src/engine/private/${name}.test.itg.ts`);

/** This one looks at what other programs take of the machine: none of ours may run beside it. */
const alone = ['bench/itg/quiet.test.itg.ts'];

/** These need a browser, or readers of other people, and no engine. */
const pages = ['bench/browser/**/*.test.itg.ts'];

/** A real engine is used by one file at a time. */
const oneByOne = { fileParallelism: false, testTimeout: minutes(10), hookTimeout: minutes(15) };
const withEngine = {
  ...oneByOne,
  globalSetup: ['bench/itg/engine.setup.ts'],
  // Other tests may run on the machine, and use as much of it as there is.
  env: { STAGEBENCH_BUSY: 'any' },
};

/**
 * `unit` needs no Docker, and `near` is its fast part. `itg`, `daemon` and `alone` speak to real engines; `full` does, and is not run on
 * CI. No retries in any. Modules keep no state, so that the files of `unit` may share them: loading them anew for each file would
 * take a fourth of its time.
 */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', exclude, ...unit } },
      { test: { name: 'near', exclude: [...exclude, '**/*.slow.test.ts'], ...unit } },
      {
        test: {
          name: 'itg',
          include: ['**/*.test.itg.ts'],
          exclude: [...exclude, ...ownDaemons, ...alone, ...pages],
          ...withEngine,
        },
      },
      { test: { name: 'daemon', include: ownDaemons, exclude, ...oneByOne } },
      { test: { name: 'pages', include: pages, exclude, testTimeout: minutes(2), hookTimeout: minutes(2) } },
      { test: { name: 'alone', include: alone, exclude, ...withEngine } },
      { test: { name: 'full', include: ['**/*.test.full.ts'], exclude, ...withEngine } },
    ],
  },
});
