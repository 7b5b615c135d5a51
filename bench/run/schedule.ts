import { variantId, type Plan, type Visit } from '../../src/domain/plan.ts';
import type { RunManifest } from '../../src/domain/run.ts';
import type { ScenarioDefinition } from '../../src/domain/scenario.ts';
import type { VariantStates } from '../../src/measure/variant-state.ts';
import type { Round } from '../../src/measure/walk.ts';
import { numbered, remaining } from '../../src/plan/remaining.ts';
import { finishedVisits } from '../resume/finished-visits.ts';
import type { RunFolder } from '../../src/record/run-folder.ts';
import { decideRounds, type Rules } from '../budget/decide-rounds.ts';
import { isUnedited, unreadVariants } from '../resume/known-states.ts';

interface ScheduleParts {
  readonly folder: RunFolder;
  readonly scenarios: readonly ScenarioDefinition[];
  readonly rules: Rules;
  readonly states: VariantStates;
  /** What the run has spent so far, earlier sessions included. */
  readonly spent: () => Required<Pick<RunManifest, 'elapsedMs' | 'timeSpent'>>;
  readonly note: (text: string) => void;
  readonly signal: AbortSignal;
}

/**
 * Hands out the rounds one by one, each when the one before it is over: only then is known how the plan goes on. Of a run
 * that is resumed it hands out what is left. Visits are numbered as rows of builds.csv.
 */
export class Schedule {
  readonly #parts: ScheduleParts;
  readonly #scenarios: ReadonlyMap<string, ScenarioDefinition>;
  /** Rows of earlier sessions. */
  readonly #before: number;
  #current: Round = [];

  constructor(parts: ScheduleParts) {
    this.#parts = parts;
    this.#scenarios = new Map(parts.scenarios.map((scenario) => [scenario.id, scenario]));
    this.#before = parts.folder.builds.length;
  }

  async *rounds(): AsyncGenerator<Round> {
    const { folder, states, signal } = this.#parts;
    const finished = finishedVisits(folder.builds, states, this.#scenarios);
    const begun = Math.max(0, ...folder.builds.map(({ round }) => round));
    for (let round = 1; ; round += 1) {
      // How the plan goes on from a round was decided before the next one was begun.
      if (round > 1 && round > begun) await this.#decide(round - 1);
      const planned = this.#plan.visits.filter((visit) => visit.round === round);
      if (planned.length === 0) break;
      yield* this.#handOut(remaining(planned, finished, this.#scenarios));
      if (signal.aborted) return;
    }
    yield* this.#handOut(this.#primesOfUnread());
  }

  /** The visit itself, and all that come after it, as far as is known now. */
  ahead(visit: Visit): Visit[] {
    const now = this.#current.filter(({ sequence }) => sequence >= visit.sequence);
    const coming = [...now, ...this.#plan.visits.filter(({ round }) => round > visit.round)];
    const read = new Set(coming.filter((one) => isUnedited(one, this.#scenarios)).map(variantId));
    return [...coming, ...this.#primesOfUnread().filter((prime) => !read.has(variantId(prime)))];
  }

  get #plan(): Plan {
    return this.#parts.folder.manifest.plan;
  }

  *#handOut(visits: readonly Visit[]): Generator<Round> {
    if (visits.length === 0) return;
    this.#current = numbered(visits, this.#parts.folder.builds.length + 1);
    yield this.#current;
  }

  /** Says in run.json how far the run has come, and how its plan goes on. */
  async #decide(round: number): Promise<void> {
    const { folder, scenarios, rules, spent, note } = this.#parts;
    const { timeSpent, elapsedMs } = spent();
    const { plan, changes, notes } = decideRounds(
      {
        ...{ round, scenarios, plan: this.#plan, manifest: folder.manifest, builds: folder.builds },
        imagesMs: timeSpent.starts + timeSpent.inspections,
      },
      rules,
    );
    await folder.update({ ...changes, plan, timeSpent, elapsedMs });
    for (const text of notes) note(text);
  }

  /** Images that were built in earlier sessions, were lost before they were read, and are built in no round any more. */
  #primesOfUnread(): Visit[] {
    const { folder } = this.#parts;
    const earlier = folder.builds.slice(0, this.#before);
    const unread = unreadVariants(earlier, folder.images, this.#scenarios);
    for (const row of folder.builds.slice(this.#before))
      if (isUnedited(row, this.#scenarios)) unread.delete(variantId(row));
    const { variants, cells, rounds } = this.#plan;
    return variants.flatMap((variant) => {
      const cell = cells.find((one) => variantId(one) === variantId(variant));
      if (cell === undefined || !unread.has(variantId(variant))) return [];
      return [{ ...cell, round: rounds, phase: 'prime' as const, sequence: 0 }];
    });
  }
}
