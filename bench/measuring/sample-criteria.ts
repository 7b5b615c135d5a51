import { createHash } from 'node:crypto';
import type { Arm } from '../../src/domain/definitions/arm.ts';
import type { Selection } from '../../src/domain/run/job.ts';
import { control, type Plan } from '../../src/domain/run/plan.ts';
import type { ScenarioDefinition } from '../../src/domain/definitions/scenario.ts';

/**
 * SHA-256 of what judges a sample and lies in no Dockerfile, by names that look like where it is written: the steps that
 * the strategies let re-run in the planned apps, what the planned scenarios demand, and what the suite makes of its
 * strategies. None of them depends on what else is planned, so that two runs can be compared. Titles and hypotheses judge
 * nothing.
 */
export function sampleCriteria(
  { variants, cells }: Pick<Plan, 'variants' | 'cells'>,
  { suite, arms }: Selection,
  scenarios: readonly ScenarioDefinition[],
): Record<string, string> {
  const planned = new Set([...cells, control].map(({ scenario }) => scenario));
  const reruns = variants.map(({ app, strategy }) => {
    return [`strategies/${strategy} (reruns of ${app})`, arms.get(strategy)?.reruns[app]] as const;
  });
  const demands = scenarios
    .filter(({ id }) => planned.has(id))
    .map(({ id, cache, edit, expects, repeats }) => {
      return [`bench/scenarios/${id}`, { cache, edit, expects, repeats }] as const;
    });
  const built = [...arms.values()].map(
    (arm) => [`strategies/${arm.id} (suite ${suite.id})`, settingsOf(arm)] as const,
  );
  const all = [...reruns, ...demands, ...built];
  return Object.fromEntries(all.map(([name, data]) => [name, hashOf(data)]));
}

/** By the names that runs of before have hashed; what an arm leaves as it is says nothing. */
const settingsOf = ({ id, dockerfilesOf, baseline, transform, build }: Arm) => ({
  dockerfilesOf: dockerfilesOf === id ? undefined : dockerfilesOf,
  baseline,
  plantedShare: transform?.kind === 'sleep' ? transform.share : undefined,
  appended: transform?.kind === 'append' ? transform.text : undefined,
  ...build,
});

const hashOf = (data: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(sorted(data ?? null)))
    .digest('hex');

/** In which order properties are written says nothing; that of a list does. */
function sorted(data: unknown): unknown {
  if (Array.isArray(data)) return data.map(sorted);
  if (typeof data !== 'object' || data === null) return data;
  const pairs = Object.entries(data).toSorted(([a], [b]) => (a < b ? -1 : 1));
  return Object.fromEntries(pairs.map(([name, value]) => [name, sorted(value)]));
}
