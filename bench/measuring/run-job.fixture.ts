import type { RunJob } from '../../src/domain/run/job.ts';
import { selection } from '../../src/plan/selection.ts';
import type { Wanted } from '../../src/plan/wanted.ts';
import { definitions } from '../registry.ts';

/** A run of what is wanted, with nothing asked for beside it but what is said. */
export const runJobOf = ({
  suite,
  apps,
  strategies,
  scenarios,
  ...said
}: Partial<RunJob> & Wanted): RunJob => ({
  options: {},
  selected: selection(definitions, { suite, apps, strategies, scenarios }),
  limits: { budgetMs: undefined, until: undefined },
  engine: { engine: 'auto', provision: false },
  bases: { source: 'auto', caBundle: undefined },
  extras: { transfer: undefined, scan: undefined, reproduction: undefined },
  results: '/no/results',
  baseline: undefined,
  ...{ keepImages: false, keepLogs: false, json: false, quiet: false },
  ...said,
});
