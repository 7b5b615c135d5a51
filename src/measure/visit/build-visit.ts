import { StagebenchError } from '../../domain/errors.ts';
import type { MachineReading } from '../../domain/run/machine-use.ts';
import type { Visit } from '../../domain/run/plan.ts';
import type { RunEvents } from '../../domain/run/run-events.ts';
import type { Sample, Trouble } from '../../domain/run/sample.ts';
import type { ScenarioDefinition } from '../../domain/definitions/scenario.ts';
import type { BuildOutcome } from '../../engine/engine.ts';
import type { TimeAccount } from '../time-account.ts';
import { coldMethodOf, editOf, imageTag, scenarioOf, uniqueOf, type Workbench } from '../workbench.ts';
import { buildFacts } from './build-facts.ts';
import { buildRequest } from './build-request.ts';
import { editApp } from './edit-app.ts';
import { expectedSteps, type ExpectedSteps } from './expected-steps.ts';
import { executedSteps, learnedSteps } from './learned-steps.ts';
import { movedCache, moveOf, type Move } from './moved-cache.ts';
import { timeOnce } from './time-once.ts';
import { verifyCache } from './verify-cache.ts';

/** Prepares cache and sources as the scenario demands, builds under the clock, takes edits back, and judges the outcome. */
export async function buildVisit(
  bench: Workbench,
  visit: Visit,
  events: RunEvents,
  account: TimeAccount,
): Promise<{ sample: Sample; rawLog: string }> {
  const scenario = scenarioOf(bench, visit);
  const cold = visit.phase === 'prime' || scenario.cache !== 'primed';
  const { builtFor } = bench.inputs(visit);
  const common = {
    ...{ visit, ...(builtFor && { builtFor }) },
    startedAt: bench.clock.date().toISOString(),
    coldMethod: cold ? coldMethodOf(bench, visit) : undefined,
  };
  const edit = editOf(bench, visit);
  let undo: (() => Promise<void>) | undefined;
  try {
    if (edit !== undefined)
      undo = await editApp(bench.inputs(visit).contextDir, edit, uniqueOf(bench, visit));
  } catch (error) {
    if (!(error instanceof StagebenchError) || error.code !== 'EDIT_FAILED') throw error;
    return {
      sample: { ...common, state: 'failed', trouble: { code: error.code, reason: error.message } },
      rawLog: '',
    };
  }
  try {
    const move = await moveOf(bench, visit);
    const { outcome, wallMs, reading } = await timedBuild(bench, visit, { cold, move }, events, account);
    const expected = await expectedOf(bench, visit, scenario, outcome);
    const judged = judge(visit, scenario, outcome, wallMs, expected);
    const cache = move && 'facts' in judged ? await movedCache(move, outcome.steps) : undefined;
    const beside = { ...(reading && { reading }), ...(cache && { cache }) };
    const seen = 'facts' in judged ? { ...judged, facts: { ...judged.facts, ...beside } } : judged;
    return { sample: { ...common, ...seen }, rawLog: outcome.rawLog };
  } finally {
    await undo?.();
  }
}

/** One build under the clock; the cache is emptied before, outside the timing. */
async function timedBuild(
  bench: Workbench,
  visit: Visit,
  { cold, move }: { readonly cold: boolean; readonly move: Move | undefined },
  events: RunEvents,
  account: TimeAccount,
): Promise<{ outcome: BuildOutcome; wallMs: number; reading: MachineReading | undefined }> {
  const request = { ...buildRequest(bench, visit, cold), ...move?.request };
  let reading: MachineReading | undefined;
  const { value: outcome, wallMs } = await timeOnce(
    bench.clock,
    async () => {
      const end = bench.machine?.begin();
      const built = await bench.engine.build(request, {
        signal: bench.signal,
        onStep: (step) => {
          events.stepStarted(visit, step);
        },
      });
      reading = end?.();
      return built;
    },
    async () => {
      await bench.cacheWatch?.open();
      if (!cold || coldMethodOf(bench, visit) !== 'pruned') return;
      events.activity(visit, 'emptying the cache');
      await account.charge('cleaning', async () => {
        await bench.engine.removeImage(imageTag(bench, visit));
        // An engine keeps what it has pushed.
        if (move !== undefined) await bench.engine.removeImage(move.name);
        await bench.engine.pruneBuildCache('all');
      });
    },
    (built) => built.wallMs,
  );
  if (outcome.state !== 'aborted') await bench.cacheWatch?.close();
  return { outcome, wallMs, reading };
}

type Judgement = Sample extends infer Kind
  ? Kind extends Sample
    ? Omit<Kind, 'visit' | 'startedAt' | 'coldMethod' | 'builtFor'>
    : never
  : never;

/** What every step must do; the first edited build of a variant of a project teaches it. Undefined of a prime. */
async function expectedOf(
  bench: Workbench,
  visit: Visit,
  scenario: ScenarioDefinition,
  outcome: BuildOutcome,
): Promise<ExpectedSteps | undefined> {
  if (visit.phase === 'prime') return undefined;
  const { steps } = outcome;
  const { edit } = scenario;
  const { reruns } = bench.inputs(visit);
  const { learned } = bench;
  if (edit === undefined || reruns?.[edit] !== undefined || learned === undefined)
    return expectedSteps(scenario, (edit && reruns?.[edit]) ?? [], steps, coldMethodOf(bench, visit));
  const kept = steps.map((step) => ({ ...step, instruction: learned.kept(step.instruction) }));
  const known = learned.rerunsOf(visit, edit);
  if (known !== undefined) return learnedSteps(known, kept);
  const shown = executedSteps(kept);
  if (outcome.state === 'built') await learned.learnReruns(visit, edit, shown);
  return learnedSteps(shown, kept);
}

function judge(
  visit: Visit,
  scenario: ScenarioDefinition,
  outcome: BuildOutcome,
  wallMs: number,
  expected: ExpectedSteps | undefined,
): Judgement {
  if (outcome.state === 'aborted')
    return { state: 'aborted', trouble: { code: 'INTERRUPTED', reason: 'interrupted' } };
  if (outcome.state === 'failed') return { state: 'failed', trouble: buildTrouble(outcome) };
  const { steps, imageId } = outcome;
  if (expected === undefined) return { state: 'built', facts: buildFacts(wallMs, steps, imageId) };
  const facts = buildFacts(wallMs, steps, imageId, expected);
  const trouble = verifyCache(scenario, steps, expected);
  return trouble === undefined ? { state: 'built', facts } : { state: 'invalid', facts, trouble };
}

function buildTrouble(outcome: Extract<BuildOutcome, { state: 'failed' }>): Trouble {
  const step = outcome.failedStep === '' ? 'the build' : `step ${outcome.failedStep}`;
  const log = outcome.logTail.length === 0 ? '' : ` Last log lines:\n${outcome.logTail.join('\n')}`;
  return { code: 'BUILD_FAILED', reason: `${step} failed: ${outcome.message}.${log}` };
}
