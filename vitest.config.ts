import { configDefaults, defineConfig } from 'vitest/config';

/** The apps bring their own tests and test runners. */
const exclude = [...configDefaults.exclude, 'sample-apps/*/**', 'results/**'];

const minutes = (count: number): number => count * 60_000;

/** Two tiers: `unit` needs no Docker; `itg` speaks to a real engine, one file at a time. No retries in either. */
export default defineConfig({
  test: {
    projects: [
      { test: { name: 'unit', include: ['**/*.test.ts'], exclude, testTimeout: 20_000 } },
      {
        test: {
          name: 'itg',
          include: ['**/*.test.itg.ts'],
          exclude,
          fileParallelism: false,
          globalSetup: ['bench/itg/engine.setup.ts'],
          testTimeout: minutes(10),
          hookTimeout: minutes(15),
        },
      },
    ],
  },
});
