import path from 'node:path';
import { StagebenchError } from '../src/domain/errors.ts';
import type { Plan } from '../src/domain/plan.ts';
import type { RunManifest } from '../src/domain/run.ts';
import { TimeAccount } from '../src/measure/time-account.ts';
import { CacheWatch } from '../src/measure/cache-watch.ts';
import { walk } from '../src/measure/walk.ts';
import { checkWritable } from '../src/record/check-writable.ts';
import { RunFolder } from '../src/record/run-folder.ts';
import { summarise } from '../src/stats/summarise.ts';
import { bringBack } from './bring-back.ts';
import { connectEngine } from './connect-engine.ts';
import type { CommandContext } from './context.ts';
import type { VariantFile } from './definitions.ts';
import { engineLock } from './engine-lock.ts';
import { selection } from './make-plan.ts';
import type { RunValues } from './run-values.ts';
import { provideBases } from './provide-bases.ts';
import { createDisplay } from './create-display.ts';
import { newRunId } from './run-id.ts';
import { setUpBench } from './set-up-bench.ts';
import { startManifest } from './start-manifest.ts';
import { printResult } from './print-result.ts';

/** Validates what is left, provides engine and bases, walks the plan, reports. Resolves with the exit code. */
export async function measurePlan(
  plan: Plan,
  files: readonly VariantFile[],
  values: RunValues,
  context: CommandContext,
): Promise<number> {
  const selected = selection(values);
  const runId = newRunId(context.clock.date(), plan.seed);
  const results = path.resolve(values.results);
  await checkWritable(results, runId);

  await using stack = new AsyncDisposableStack();
  const display = stack.use(createDisplay(plan, values.quiet, context));
  const connection = await connectEngine(values, context, display.note);
  stack.defer(connection.close);
  const { engine, clock } = connection;
  const info = await engine.info();
  stack.use(await engineLock(info, { what: 'a run', runId }, context));
  const cacheWatch = info.kind === 'docker' ? new CacheWatch(engine) : undefined;
  stack.defer(async () => {
    const trouble = await bringBack(engine, runId, cacheWatch, values['keep-images'], clock);
    for (const text of trouble) display.note(`could not be cleaned up: ${text}`);
  });

  const provide = () => provideBases(files, engine, values, context, display);
  const bases = await (cacheWatch === undefined ? provide() : cacheWatch.during(provide));
  // What building the bases has left in the cache belongs to the bases, not to the first build.
  if (info.kind === 'private') await engine.pruneBuildCache('all');
  const manifest = await startManifest({ runId, plan, files, values, info, bases, context });
  const folder = await RunFolder.create(results, manifest);
  display.note(`run ${runId} on ${info.kind} engine ${info.version}: ${folder.path}`);
  const account = new TimeAccount(clock);
  const started = clock.monotonicMs();
  const bench = setUpBench({ engine, info, clock, runId, selected, files, bases, cacheWatch, context });
  let fault: unknown;
  await walk(bench, plan, display.watch(folder, values['keep-logs']), account).catch((error: unknown) => {
    fault = error;
  });
  const summary = summarise(runId, plan.cells, folder.builds, folder.images);
  await folder.finish(summary, {
    finishedAt: clock.date().toISOString(),
    outcome: outcomeOf(
      fault,
      context.signal.aborted,
      summary.every((row) => row.state === 'built'),
    ),
    elapsedMs: Math.round(clock.monotonicMs() - started),
    timeSpent: account.spent,
    // Node gives it in KiB: https://nodejs.org/api/process.html#processresourceusage
    maxRssBytes: process.resourceUsage().maxRSS * 1024,
  });
  display.end();
  printResult({ summary, folder, manifest, json: values.json, context });
  if (fault !== undefined && !context.signal.aborted) throw fault as Error;
  if (context.signal.aborted)
    throw new StagebenchError('INTERRUPTED', `Run ${runId} was interrupted.`, { where: folder.path });
  return summary.every((row) => row.state === 'built') ? 0 : 1;
}

function outcomeOf(
  fault: unknown,
  interrupted: boolean,
  complete: boolean,
): NonNullable<RunManifest['outcome']> {
  if (interrupted) return 'interrupted';
  if (fault instanceof StagebenchError && fault.code === 'ENGINE_LOST') return 'engine-lost';
  if (fault !== undefined) return 'error';
  return complete ? 'complete' : 'incomplete';
}
