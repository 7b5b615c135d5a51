import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import type { RunRequest } from '../../../src/domain/run/job.ts';
import { control } from '../../../src/domain/run/plan.ts';
import { newRunId } from '../../../src/domain/run/run-id.ts';
import { planOf } from '../../../src/plan/selection.ts';
import { findRun, itself } from '../../../src/record/find/find-run.ts';
import { acceptedEvents } from '../../../src/record/history/accepted.ts';
import { appendNight } from '../../../src/record/history/append-night.ts';
import { checkHistory } from '../../../src/record/history/check-history.ts';
import { readRun } from '../../../src/record/read/read-run.ts';
import { isComplete } from '../../../src/report/model/short-cells.ts';
import { nightText } from '../../../src/report/night/night-text.ts';
import { analyseRun } from '../../../src/stats/analyse-run.ts';
import { alertsOf, failsNight } from '../../../src/stats/trend/alerts.ts';
import { analyseTrend } from '../../../src/stats/trend/analyse-trend.ts';
import { nightRows } from '../../../src/stats/trend/night-rows.ts';
import type { CommandContext } from '../../context.ts';
import { readVariants } from '../../definitions.ts';
import { writeWords } from '../../terminal/wrapped.ts';

export interface NightlyJob {
  /** The run to be made; undefined where one is given. */
  readonly request: RunRequest | undefined;
  /** Folder, id or `latest` of a run that exists. */
  readonly run: string | undefined;
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  /** Absolute path. */
  readonly history: string;
  /** A share: 0.05 is 5 %. */
  readonly failOn: number;
  readonly json: boolean;
}

/** 0, 1 if cells lack samples, 3 if something takes longer than before for a reason that can be mended. */
export async function nightly(job: NightlyJob, context: CommandContext): Promise<number> {
  await checkHistory(job.history);
  const folder =
    job.request?.kind === 'new'
      ? await made(job.request, context)
      : await itself(await findRun(job.run, job.results));
  if (folder === undefined) return 130;
  const run = await readRun(folder, (text) => {
    writeWords(context.stderr, `note: ${text}`);
  });
  const { summary } = await analyseRun(run, undefined, () => setImmediate());
  const rows = nightRows({ ...run, summary });
  const { history, wasThere } = await appendNight(job.history, rows);
  const { runId } = run.manifest;
  if (wasThere) writeWords(context.stderr, `note: run ${runId} is a night of the history already`);
  const night = history.nights.find((one) => one.runId === runId);
  if (night === undefined) throw new Error(`the history lacks ${runId}`);
  const trend = analyseTrend(history);
  const accepted = new Set((await acceptedEvents(job.history)).map(({ event }) => event));
  const alerts = alertsOf(trend);
  const failing = alerts.filter((alert) => failsNight(alert, night, job.failOn, accepted));
  context.stdout.write(`${nightText({ trend, alerts, night, accepted, failing })}\n`);
  if (failing.length > 0) return 3;
  return isComplete(run.manifest.plan, summary, run.images) ? 0 : 1;
}

/** Measures; the folder of the run, or undefined if it was interrupted. A night with failed cells is a night. */
async function made(
  request: Extract<RunRequest, { kind: 'new' }>,
  context: CommandContext,
): Promise<string | undefined> {
  const { run: asked, plan: planned } = request;
  const plan = planOf(planned);
  const files = await readVariants(context.root, [...plan.variants, control], asked.selected.arms);
  const { measurePlan } = await import('../../run/measure-plan.ts');
  const runId = newRunId(context.clock.date(), plan.seed);
  // What it prints of the run stands before what the history says of it.
  const code = await measurePlan({ runId, plan, files, asked }, context);
  return code === 130 ? undefined : path.join(asked.results, runId);
}
