import { namedScenarios, usualScenarios } from '../../src/domain/definitions/scenario.ts';
import { option } from './option.ts';

const names = (definitions: readonly { readonly id: string }[]): string =>
  definitions.map(({ id }) => id).join(', ');

const suite = option({
  name: 'suite',
  type: 'string',
  affects: 'rows',
  describe: ({ suites }) => `What is built, and which builds are compared: ${names(suites)}`,
  default: 'default',
});

export const apps = option({
  name: 'apps',
  type: 'list',
  affects: 'rows',
  often: true,
  describe: ({ apps }) =>
    `Apps to build, comma-separated or repeated: ${names(apps)} (default: all, or the suite's)`,
});

export const strategies = option({
  name: 'strategies',
  type: 'list',
  affects: 'rows',
  often: true,
  describe: ({ strategies }) => `Strategies to compare: ${names(strategies)} (default: all, or the suite's)`,
});

export const scenarios = option({
  name: 'scenarios',
  type: 'list',
  affects: 'rows',
  often: true,
  describe: ({ scenarios }) =>
    `Cache scenarios to time: ${names(namedScenarios(scenarios))} (default: ${names(usualScenarios(scenarios))}, or the suite's)`,
});

/** Which cells are built. */
export const selectionOptions = [suite, apps, strategies, scenarios] as const;
