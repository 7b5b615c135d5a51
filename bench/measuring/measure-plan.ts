import path from 'node:path';
import { checkTemporaryFolder, removeLeftTemporary } from '../../src/engine/temporary-folder.ts';
import type { Project } from '../../src/domain/definitions/project.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import { masked } from '../../src/domain/masked.ts';
import { maskedTexts } from '../../src/domain/run/job.ts';
import { runEvents } from '../../src/domain/run/run-events.ts';
import { TimeAccount } from '../../src/measure/time-account.ts';
import { imageTag } from '../../src/measure/workbench.ts';
import { walk } from '../../src/measure/walk.ts';
import { checkWritable } from '../../src/record/run-folder/check-writable.ts';
import { recorder } from '../../src/record/run-folder/recorder.ts';
import { lockRunFolder } from '../../src/record/run-folder/lock-run-folder.ts';
import { sharedBudgetText } from '../../src/report/terminal/forecast-table.ts';
import { busyNote } from '../../src/report/words/busy-note.ts';
import { unknownUse } from '../../src/report/words/quiet-notes.ts';
import { shareBeforehand } from '../forecast/foresee.ts';
import type { CommandContext } from '../context.ts';
import { createDisplay } from '../terminal/create-display.ts';
import { localRequest } from '../../src/lease/provide-bases.ts';
import { endRun } from './end-run.ts';
import { describeMachine, loadAverage } from '../../src/record/run-folder/describe-machine.ts';
import { handOver } from '../../src/record/run-folder/hand-over.ts';
import { openFolder } from './open-folder.ts';
import { prepareBench } from './prepare-bench.ts';
import { provideFrontends } from '../project/provide-frontends.ts';
import { servicesOfRun, tryServices } from '../project/services-of-run.ts';
import { basesForPlatforms } from '../platforms/bases-for-platforms.ts';
import { notStartedText, placePlatforms } from '../platforms/place-platforms.ts';
import { provideFor } from './provide-for.ts';
import { finishEnds } from '../../src/record/run-folder/finish-end.ts';
import { statesFromRows } from '../../src/schedule/states-from-rows.ts';
import { changedBases, changedWays, refuseChanged } from '../../src/schedule/refuse-changed.ts';
import { Schedule } from '../../src/schedule/schedule.ts';
import { provideCachePlace } from '../extras/provide-cache-place.ts';
import { acquireRunEngine } from './acquire-run-engine.ts';
import type { Job } from './job.ts';
import { othersMayUse } from './others-may-use.ts';

/** The same as `measure`, with nothing secret in what it throws. */
export async function measurePlan(job: Job, context: CommandContext): Promise<number> {
  const secrets = maskedTexts(job.asked.project?.secrets ?? []);
  return measure(job, context).catch((error: unknown) => {
    if (secrets.length === 0 || !(error instanceof StagebenchError)) throw error;
    const { code, message, where } = error;
    throw new StagebenchError(code, masked(message, secrets), where === undefined ? {} : { where });
  });
}

/** Validates what is left, provides engine and bases, walks the plan, reports. Resolves with the exit code. */
async function measure(job: Job, context: CommandContext): Promise<number> {
  const { runId, asked } = job;
  const limit = othersMayUse(context.environment, describeMachine().cores);
  const results = job.left === undefined ? asked.results : path.dirname(job.left.folder);
  await checkWritable(results, runId);
  await removeLeftTemporary();
  await checkTemporaryFolder();
  // Now: providing engine and bases makes a load of its own.
  const load = loadAverage();

  await using stack = new AsyncDisposableStack();
  // Before the engine: its lock lies in a cache folder, and another process that measures this run may have another folder.
  if (job.left !== undefined)
    stack.use(await lockRunFolder(job.left.folder, { what: 'a run', runId }, context.clock.date));
  const display = stack.use(createDisplay(asked.quiet, context));
  for (const done of await finishEnds(results, context.clock.date)) display.note(done);
  const taken = await acquireRunEngine(job, stack, context, display.note);
  const { home, clock, info, left } = taken;
  const busy = info.kind === 'fake' ? undefined : busyNote(load, describeMachine().cores);
  if (busy !== undefined) display.note(`note: ${busy}`);
  const isTold = taken.machine?.begin()().foreignMs !== undefined;
  if (info.kind !== 'fake' && !isTold) display.note(`note: ${unknownUse(info)}`);
  const { scenarios } = context.definitions;
  const shared =
    left === undefined
      ? await shareBeforehand(job.plan, { ...asked, scenarios }, info, display.note)
      : { plan: job.plan };

  const placed = await placePlatforms(job.files, asked.selected, taken.engine, home.engine);
  if (left !== undefined) refuseChanged(runId, changedWays(left.builds, placed));
  const notStarted = notStartedText(placed);
  if (notStarted !== undefined && info.kind !== 'none') display.note(notStarted);

  const provide = async () => {
    // First: it takes a second, and bases may take an hour.
    const engine = info.kind === 'none' ? taken.engine : home.engine;
    await provideFrontends(job.files, { engine, signal: context.signal, note: display.note });
    return {
      ...(await provideFor(job.files, home.engine, asked.bases, context, display, asked.project)),
      services: await servicesOfRun(job.files, asked, home.engine, context, display),
    };
  };
  const { bases, files: provided, services } = await (home.cacheWatch?.during(provide) ?? provide());
  if (left !== undefined) refuseChanged(runId, changedBases(left.manifest.bases, bases));
  const request = await localRequest(home.engine, asked.bases, context, display);
  const files = await basesForPlatforms(provided, placed, bases, request, asked.project);
  // What building the bases has left in the cache belongs to the bases, not to the first build.
  if (info.kind === 'private') await home.engine.pruneBuildCache('all');

  // Before the first build: a service that does not start would fail every image.
  await tryServices(runId, services, { ...home, clock }, context.signal, display.passing);

  const cachePlace = await provideCachePlace(runId, asked, taken, stack, context, display.note);

  const start = { runId, files, asked, info, bases, loadAverage: load, limit, context, ...shared };
  const folder = stack.use(await openFolder(results, start, left, job.more, display.note));
  stack.defer(() => handOver(folder.path, context.environment));
  const account = new TimeAccount(clock, left?.manifest.timeSpent);
  const startedMs = clock.monotonicMs() - (left?.manifest.elapsedMs ?? 0);
  const spent = () => ({
    elapsedMs: Math.round(clock.monotonicMs() - startedMs),
    timeSpent: account.spent,
  });
  const bench = {
    ...(await prepareBench({ ...job, files, placed }, taken, bases, folder, stack, context, display.note)),
    cachePlace,
    services: (project?: Project) => (project && services.get(project)) ?? [],
  };
  const states = statesFromRows(folder.builds, folder.images, bench.scenarios);
  const schedule = new Schedule({
    ...{ folder, scenarios, states, spent, note: display.note, signal: context.signal },
    limits: asked.limits,
    budgetText: sharedBudgetText,
  });
  const events = runEvents(
    recorder(folder, asked.keepLogs),
    display.follow((visit) => schedule.ahead(visit)),
  );
  let fault: unknown;
  await walk(bench, job.plan.variants, schedule.rounds(), events, account, states).catch((error: unknown) => {
    fault = error;
  });
  // Awaited here: what is cleaned up comes after it, not beside it.
  const { baseline, json } = asked;
  const built = job.plan.variants.filter(({ app, strategy }) =>
    folder.images.some(
      (image) => image.app === app && image.strategy === strategy && image.state === 'built',
    ),
  );
  const isKept = asked.keepImages && folder.manifest.engine.kind !== 'none';
  const kept = isKept ? built.map((variant) => imageTag(bench, variant)) : [];
  const isNight = job.isNight === true;
  const isPart = job.isPart === true;
  return await endRun({
    folder,
    fault,
    spent: spent(),
    clock,
    display,
    baseline,
    json,
    kept,
    isNight,
    isPart,
    context,
  });
}
