import { peakMemory } from '../../src/node/peak-memory.ts';
import type { Clock } from '../../src/domain/clock.ts';
import { StagebenchError } from '../../src/domain/errors.ts';
import type { RunManifest } from '../../src/record/manifest.ts';
import type { RunFolder } from '../../src/record/run-folder/run-folder.ts';
import { isComplete } from '../../src/report/model/short-cells.ts';
import { summarise } from '../../src/stats/samples/summarise.ts';
import type { CommandContext } from '../context.ts';
import type { Display } from '../terminal/create-display.ts';
import { reportCommand } from '../terminal/run-commands.ts';
import { printResult } from '../terminal/print-result.ts';

/** Writes the summary and the end of run.json, and prints the result. Resolves with the exit code; passes a fault on. */
export async function endRun(parts: {
  folder: RunFolder;
  /** What ended the walk before its time. */
  fault: unknown;
  spent: Pick<RunManifest, 'elapsedMs' | 'timeSpent'>;
  clock: Clock;
  display: Display;
  baseline: string | undefined;
  json: boolean;
  /** Names of the images that stay on the engine. */
  kept: readonly string[];
  /** Another command answers by its rows. */
  isPart?: boolean;
  /** Nothing is added to one. */
  isNight?: boolean;
  context: Pick<CommandContext, 'definitions' | 'stdout' | 'stderr' | 'signal'>;
}): Promise<number> {
  const {
    folder,
    spent,
    clock,
    display,
    baseline,
    json,
    kept,
    isNight = false,
    isPart = false,
    context,
  } = parts;
  const fault = parts.fault ?? (await folder.changed());
  const { runId, plan, maxRssBytes = 0 } = folder.manifest;
  const summary = summarise(runId, plan.cells, folder.builds, folder.images);
  const complete = isComplete(folder.manifest, summary, folder.images);
  const isLatest = await folder.finish(summary, {
    ...spent,
    finishedAt: clock.date().toISOString(),
    outcome: outcomeOf(fault, context.signal.aborted, complete),
    // Node gives it in KiB: https://nodejs.org/api/process.html#processresourceusage
    maxRssBytes: Math.max(maxRssBytes, peakMemory()),
  });
  display.end();
  if (!isPart)
    await printResult({ folder, manifest: folder.manifest, baseline, asked: { json }, isNight, context });
  if (!json && !isPart) {
    const isWhole = fault === undefined && !context.signal.aborted;
    if (isWhole && !isLatest) context.stdout.write('  latest still points to the measured run\n');
    if (kept.length > 0) {
      const where =
        folder.manifest.engine.kind === 'private'
          ? ', on the private engine (`engine up` says its DOCKER_HOST)'
          : '';
      context.stdout.write(`  kept: ${keptText(kept)}${where}\n`);
    }
    context.stdout.write(`  again: ${reportCommand(folder.path)}\n`);
  }
  if (fault !== undefined && !context.signal.aborted) throw fault as Error;
  if (context.signal.aborted)
    throw new StagebenchError('INTERRUPTED', `Run ${runId} was interrupted.`, { where: folder.path });
  return complete ? 0 : 1;
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

/** One run names all its images alike. */
const keptText = ([first = '', ...others]: readonly string[]): string =>
  others.length === 0 ? first : `${first}, and ${others.length} more of this tag`;
