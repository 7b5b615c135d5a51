import type { Plan } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import type { KeptBuild } from '../record/kept-build.ts';
import type { RunManifest } from '../record/manifest.ts';

/** What is known at the end of a round. */
export interface EndOfRound {
  readonly round: number;
  readonly plan: Plan;
  readonly manifest: Pick<RunManifest, 'baselines' | 'budget' | 'stoppedEarly' | 'gaveUp' | 'resumed'>;
  readonly builds: readonly KeptBuild[];
  /** What the starts and the reading of images took; ms. */
  readonly imagesMs: number;
  readonly scenarios: readonly ScenarioDefinition[];
}

/** What it means for the rounds after it: the same again if nothing speaks against it. */
export interface Decision {
  readonly plan: Plan;
  readonly changes: Pick<RunManifest, 'budget' | 'stoppedEarly' | 'gaveUp'>;
  /** What a person is told; a budget that was just shared out is told by `changes.budget`. */
  readonly notes: readonly string[];
}
