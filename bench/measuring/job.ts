import type { MoreRounds, RunJob } from '../../src/domain/run/job.ts';
import type { Plan } from '../../src/domain/run/plan.ts';
import type { ResumableRun } from '../../src/record/read/read-resumable.ts';
import type { VariantFile } from '../definitions.ts';

/** A plan to be measured, or what is left of one. */
export interface Job {
  readonly runId: string;
  readonly plan: Plan;
  readonly files: readonly VariantFile[];
  readonly asked: RunJob;
  /** The run that goes on; absent for a new one. */
  readonly left?: ResumableRun;
  /** Absent if nothing is added to its plan. */
  readonly more?: MoreRounds;
  /** Its rows are a part of another answer: nothing is printed of them. */
  readonly isPart?: true;
  /** It ends with the night: more rounds are those of the next ones. */
  readonly isNight?: true;
}
