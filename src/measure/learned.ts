import type { EditKind } from '../domain/definitions/app.ts';
import type { Health } from '../domain/definitions/health.ts';
import type { Variant } from '../domain/run/plan.ts';

/** What nobody has declared of a project: its first builds and starts show it, and from then on it is demanded. */
export interface Learned {
  /** The names of the steps that an edit re-runs; undefined until a build has shown it. */
  readonly rerunsOf: (variant: Variant, edit: EditKind) => readonly string[] | undefined;
  /** An instruction as it is kept: a step may have a secret of its build in its text. */
  readonly kept: (instruction: string) => string;
  /** What shows that the app works; undefined until a start has shown it. `isBase`: of the other commit, where two are measured. */
  readonly health: (isBase?: true) => Health | undefined;
  /** Both resolve when it is saved. */
  readonly learnReruns: (variant: Variant, edit: EditKind, steps: readonly string[]) => Promise<void>;
  readonly learnHealth: (health: Health, isBase?: true) => Promise<void>;
}
