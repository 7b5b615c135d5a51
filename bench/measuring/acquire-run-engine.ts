import path from 'node:path';
import { acquireEngine, type AcquiredEngine } from '../../src/lease/acquire-engine.ts';
import type { EngineHost } from '../../src/lease/fake-world.ts';
import type { ResumableRun } from '../../src/record/read/read-resumable.ts';
import { readLeft } from '../../src/record/read/read-left.ts';
import { changedEnvironment, refuseChanged } from '../../src/schedule/refuse-changed.ts';
import type { CommandContext } from '../context.ts';
import { extended } from '../resume/extended.ts';
import type { Job } from './job.ts';

export type RunEngine = AcquiredEngine<ResumableRun>;

/** Acquires the engine that a run asks for; one that goes on is read again, and refused on another engine. */
export function acquireRunEngine(
  { runId, asked, left, more }: Job,
  stack: AsyncDisposableStack,
  host: EngineHost & Pick<CommandContext, 'definitions'>,
  note: (text: string) => void,
): Promise<RunEngine> {
  const { selected, engine, keepImages, results } = asked;
  const resumed = left && {
    checkEngine: (info: RunEngine['info']) =>
      refuseChanged(runId, changedEnvironment({ engine: left.manifest.engine }, { engine: info })),
    readLeft: async () => extended(await readLeft(left.folder, more !== undefined), more, asked, host),
  };
  const folder = left?.folder ?? path.join(results, runId);
  return acquireEngine(
    { runId, folder, selected, engine, keepImages, ...(resumed && { resumed }) },
    stack,
    host,
    note,
  );
}
