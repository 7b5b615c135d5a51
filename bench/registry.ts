import type { Definitions } from '../src/domain/definitions/definitions.ts';
import { claims } from './claims/index.ts';
import * as found from './registry.generated.ts';

const inOrder = <Definition extends { readonly order?: number }>(
  definitions: readonly Definition[],
): readonly Definition[] =>
  definitions.toSorted((a, b) => (a.order ?? Infinity) - (b.order ?? Infinity) || 0);

/** What lies in this checkout. Only where a program starts is it loaded: from there it is handed down. */
export const definitions: Definitions = {
  apps: inOrder(found.apps),
  strategies: inOrder(found.strategies),
  scenarios: inOrder(found.scenarios),
  suites: inOrder(found.suites),
  experiments: inOrder(found.experiments),
  claims,
};
