import path from 'node:path';
import { setImmediate } from 'node:timers/promises';
import { StagebenchError } from '../../../src/domain/errors.ts';
import type { RunRequest } from '../../../src/domain/run/job.ts';
import { control, variantId } from '../../../src/domain/run/plan.ts';
import { newRunId } from '../../../src/domain/run/run-id.ts';
import { planOf } from '../../../src/plan/selection.ts';
import { findRun, itself } from '../../../src/record/find/find-run.ts';
import { appendNight } from '../../../src/record/history/append-night.ts';
import { checkHistory } from '../../../src/record/history/check-history.ts';
import type { Night } from '../../../src/record/history/history.ts';
import { readRun, type RecordedRun } from '../../../src/record/read/read-run.ts';
import { failedCells } from '../../../src/report/night/failed-cells.ts';
import { nightText, type NightReport } from '../../../src/report/night/night-text.ts';
import type { HistorySource } from '../../../src/report/table.ts';
import { analyseRun, type Analysis } from '../../../src/stats/analyse-run.ts';
import { failsNight } from '../../../src/stats/trend/events/alerts.ts';
import { questionsOf } from '../../../src/stats/trend/events/questions.ts';
import { nightRows } from '../../../src/stats/trend/night-rows.ts';
import { withProject, type CommandContext } from '../../context.ts';
import { readVariants } from '../../definitions.ts';
import { trendOf } from '../../nights/trend-of.ts';
import { nightlyCommand } from '../../terminal/run-commands.ts';
import { writeWords } from '../../terminal/wrapped.ts';
import { nightFiles, writeNight } from './write-night.ts';

export interface NightlyJob {
  /** The run to be made; undefined where one is given. */
  readonly request: RunRequest | undefined;
  /** Folder, id or `latest` of a run that exists. */
  readonly run: string | undefined;
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  /** Absolute path; `history` beside the runs if undefined. */
  readonly history: string | undefined;
  /** Absolute path of the folder for the report, the summary and the exports; `night` beside the runs if undefined. */
  readonly into: string | undefined;
  /** A share: 0.05 is 5 %. */
  readonly failOn: number;
  readonly json: boolean;
}

/** With the folders in which the night is kept. */
type PlacedJob = NightlyJob & { readonly history: string; readonly into: string };

/** A given run of a project may lie where none of samples do: its history is the one beside it. */
function placed(job: NightlyJob, results = job.results): PlacedJob {
  const { history = path.join(results, 'history'), into = path.join(results, 'night') } = job;
  return { ...job, results, history, into };
}

/** 0, 1 if cells lack samples, 3 if something became worse than before for a reason that can be mended. */
export async function nightly(asWanted: NightlyJob, ofSamples: CommandContext): Promise<number> {
  const { request } = asWanted;
  const asked = request?.kind === 'new' ? request : undefined;
  const context = withProject(ofSamples, asked?.run.project);
  if (asked !== undefined) {
    const { history, into } = placed(asWanted);
    await checkHistory(history, into, asked.run.engine.engine === 'fake');
  }
  const folder =
    asked === undefined
      ? await itself(await findRun(asWanted.run, asWanted.results))
      : await made(asked, context);
  const run = await readRun(folder, (text) => {
    writeWords(context.stderr, `note: ${text}`);
  });
  refuseUnfit(run);
  const isGiven = asked === undefined && run.manifest.project !== undefined;
  const job = placed(asWanted, isGiven ? path.dirname(folder) : undefined);
  const analysis = await analyseRun(run, undefined, () => setImmediate());
  try {
    return await judged(run, analysis, job, context);
  } catch (error) {
    throw asked !== undefined && error instanceof StagebenchError ? withKeptRun(error, folder, job) : error;
  }
}

/** Of a run that was just made: it took hours, and need not be made again. An interruption says so itself. */
function withKeptRun(
  error: StagebenchError,
  folder: string,
  { history, results }: PlacedJob,
): StagebenchError {
  if (error.code === 'INTERRUPTED') return error;
  const { code, message, where } = error;
  const place = history === path.join(results, 'history') ? undefined : history;
  return new StagebenchError(
    code,
    `${message} The run is kept. Once that is mended, \`${nightlyCommand(folder, place)}\` adds it.`,
    { cause: error, ...(where !== undefined && { where }) },
  );
}

/** Adds a run to the history, decides, and writes; the exit code. */
async function judged(
  run: RecordedRun,
  analysis: Analysis,
  job: PlacedJob,
  context: CommandContext,
): Promise<number> {
  const asked = job.request?.kind === 'new' ? job.request : undefined;
  const { known, night } = await taken(run, analysis, job, context);
  const whole = { ...run, analysis };
  const lacking = failedCells({ ...run, plan: run.manifest.plan }, analysis.summary);
  const reportOf = (now: HistorySource): NightReport => ({
    ...now,
    ...{ night, lacking },
    failing: now.alerts.filter((alert) => failsNight(alert, night, job.failOn, now.accepted)),
  });
  // First without answers: asking takes minutes, and what was measured must not be lost with it.
  let report = reportOf(known);
  await writeNight(report, whole, job);
  if (asked !== undefined) {
    const answered = await lookedCloser(known, night, asked, job, context);
    if (answered !== undefined) {
      report = reportOf(answered);
      await writeNight(report, whole, job);
    }
  }
  writeWords(context.stderr, `written: ${nightFiles.join(', ')} in ${job.into}`);
  context.stdout.write(job.json ? nightJson(report) : `${nightText(report)}\n`);
  if (report.failing.length > 0) return 3;
  return lacking === undefined ? 0 : 1;
}

/** A night is a whole run of the cells as they are. Throws USAGE. */
function refuseUnfit({ manifest: { runId, outcome, options } }: RecordedRun): void {
  const why =
    options['sides'] !== undefined
      ? 'it has built two states of one cell'
      : options['again'] !== undefined
        ? 'it has built one image again'
        : outcome !== 'complete' && outcome !== 'incomplete'
          ? 'it has not come to its end: `npm run bench -- --resume` goes on with it'
          : undefined;
  if (why !== undefined) throw new StagebenchError('USAGE', `Run ${runId} is no night: ${why}.`);
}

/** The run as a night of the history, with all that is known then. */
async function taken(
  run: RecordedRun,
  { summary }: Analysis,
  job: PlacedJob,
  context: CommandContext,
): Promise<{ readonly known: HistorySource; readonly night: Night }> {
  const { history, wasThere } = await appendNight(job.history, nightRows({ ...run, summary }));
  const { runId, shard, merged } = run.manifest;
  if (shard !== undefined || (merged?.missing.length ?? 0) > 0)
    writeWords(context.stderr, `note: run ${runId} is a part of a plan`);
  if (wasThere) writeWords(context.stderr, `note: run ${runId} is a night of the history already`);
  const night = history.nights.find((one) => one.runId === runId);
  if (night === undefined) throw new Error(`the history lacks ${runId}`);
  return { known: await trendOf(job.history, history, context), night };
}

/** With what building again has said; undefined if there was nothing to build again. */
async function lookedCloser(
  { trend, alerts }: HistorySource,
  night: Night,
  { run }: Extract<RunRequest, { kind: 'new' }>,
  job: PlacedJob,
  context: CommandContext,
): Promise<HistorySource | undefined> {
  const { history } = trend;
  const questions = questionsOf(trend, night);
  const unexplained = alerts
    .flatMap(({ exact = [] }) => exact)
    .filter((change) => change.causes.length === 0 && change.night.runId === night.runId);
  const variants = [...new Map(unexplained.map(({ series }) => [variantId(series), series])).values()];
  if (questions.length + variants.length === 0) return undefined;
  const { askAgain } = await import('../../sides/ask-again.ts');
  const { nameDifferences } = await import('../../sides/name-differences.ts');
  await askAgain(questions, { history, folder: job.history, night, run }, context);
  const differences = await nameDifferences(variants, run, context);
  const known = await trendOf(job.history, history, context);
  return { ...known, trend: { ...known.trend, differences } };
}

const nightJson = ({ trend, alerts, night, failing, lacking }: NightReport): string =>
  `${JSON.stringify({ night, lacking, alerts, suspected: trend.suspected, failing: failing.map(({ id }) => id) }, null, 2)}\n`;

/** Measures; the folder of the run. A night with failed cells is a night. Throws INTERRUPTED. */
async function made(
  { run: asked, plan: planned }: Extract<RunRequest, { kind: 'new' }>,
  context: CommandContext,
): Promise<string> {
  const plan = planOf(planned);
  const files = await readVariants(context.root, [...plan.variants, control], asked.selected);
  for (const line of asked.project?.told ?? []) context.stderr.write(`${line}\n`);
  const { measurePlan } = await import('../../measuring/measure-plan.ts');
  const runId = newRunId(context.clock.date(), plan.seed);
  // Its own tables are in the report; what is printed here is what the history says of it.
  await measurePlan({ runId, plan, files, asked, isNight: true }, { ...context, stdout: context.stderr });
  return path.join(asked.results, runId);
}
