import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { differingParts } from '../domain/run/environment.ts';
import type { VisitCosts } from '../domain/run/forecast.ts';
import { cellId, type Plan } from '../domain/run/plan.ts';
import { isRunId } from '../domain/run/run-id.ts';
import type { Machine } from '../domain/run/run.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import type { RunManifest } from '../record/manifest.ts';

/** What an earlier run took, and which run it was. */
export interface EarlierCosts {
  readonly runId: string;
  readonly engine: Pick<RunManifest['engine'], 'kind' | 'version'>;
  readonly costs: VisitCosts;
}

/** Runs that are looked at, newest first: a dry run must not read hundreds. */
const looksAt = 30;

/**
 * What the newest earlier run took that visited all the cells of a plan on such a machine, and on an engine that `isSameEngine`
 * takes. Undefined if there is none; a run that cannot be read is passed over.
 */
export async function earlierCosts(
  results: string,
  plan: Plan,
  scenarios: readonly ScenarioDefinition[],
  machine: Partial<Machine>,
  isSameEngine: (engine: RunManifest['engine']) => boolean,
): Promise<EarlierCosts | undefined> {
  const names = (await readdir(results).catch(() => [])).filter(isRunId).toSorted().reverse();
  for (const name of names.slice(0, looksAt)) {
    const folder = path.join(results, name);
    const manifest = await manifestOf(folder);
    if (manifest === undefined || !isSameEngine(manifest.engine) || !fits(manifest, plan, machine)) continue;
    const costs = await costsOf(folder, manifest, plan, scenarios);
    if (costs !== undefined) return { runId: manifest.runId, engine: manifest.engine, costs };
  }
  return undefined;
}

/** The same of one run, whichever machine and engine it was made on. */
export async function costsOfRun(
  folder: string,
  plan: Plan,
  scenarios: readonly ScenarioDefinition[],
): Promise<Pick<EarlierCosts, 'runId' | 'costs'> | undefined> {
  const manifest = await manifestOf(folder);
  const costs = manifest && (await costsOf(folder, manifest, plan, scenarios));
  return costs && { runId: manifest.runId, costs };
}

/** Not held against the schema: loading that alone takes longer than a dry run may. */
async function manifestOf(folder: string): Promise<RunManifest | undefined> {
  try {
    const manifest = JSON.parse(await readFile(path.join(folder, 'run.json'), 'utf8')) as RunManifest;
    // What a visit takes beside its build is recorded since schema 2.
    return manifest.schema >= 2 ? manifest : undefined;
  } catch {
    return undefined;
  }
}

function fits(
  { machine: its, plan: { cells } }: RunManifest,
  plan: Plan,
  machine: Partial<Machine>,
): boolean {
  const visited = new Set(cells.map(cellId));
  return (
    differingParts('forecast', [{ machine: its }, { machine }]).length === 0 &&
    plan.cells.every((cell) => visited.has(cellId(cell)))
  );
}

/**
 * Undefined if it was broken off before each of the cells had its turn, or before it was noted what images took; or if
 * nothing was built of one of the scenarios.
 */
async function costsOf(
  folder: string,
  { timeSpent, plan: { variants } }: RunManifest,
  plan: Plan,
  scenarios: readonly ScenarioDefinition[],
): Promise<VisitCosts | undefined> {
  const { readRun } = await import('../record/read/read-run.ts');
  const { visitCosts } = await import('../stats/forecast/visit-costs.ts');
  const run = await readRun(folder).catch(() => undefined);
  if (run === undefined || timeSpent === undefined) return undefined;
  const visited = run.builds.filter(({ phase, state }) => phase === 'measure' && state !== 'aborted');
  const cells = new Set(visited.map(cellId));
  const timed = visited.filter(({ wall_ms: wallMs }) => wallMs !== undefined);
  const timedScenarios = new Set(timed.map(({ scenario }) => scenario));
  if (!plan.cells.every((cell) => cells.has(cellId(cell)) && timedScenarios.has(cell.scenario)))
    return undefined;
  const imagesMs = timeSpent.starts + timeSpent.inspections;
  const onceMs = (imagesMs * plan.variants.length) / Math.max(1, variants.length);
  return visitCosts(run.builds, plan, scenarios, onceMs);
}
