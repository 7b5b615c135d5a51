import type { MoreRounds, RunJob } from '../../src/domain/run/job.ts';
import type { ResumableRun } from '../../src/record/read/read-resumable.ts';
import type { CommandContext } from '../context.ts';

/** A run as it was left; with a longer plan, if it gets more rounds. Throws what `extendRun` throws. */
export async function extended(
  left: ResumableRun,
  more: MoreRounds | undefined,
  { baseline }: Pick<RunJob, 'baseline'>,
  { definitions: { scenarios } }: Pick<CommandContext, 'definitions'>,
): Promise<ResumableRun> {
  if (more === undefined) return left;
  const { extendRun } = await import('../../src/schedule/extend-run.ts');
  return extendRun(left, more, { scenarios, baseline });
}
