import type { BudgetForecast } from '../domain/run/forecast.ts';
import type { Limits } from '../domain/run/job.ts';
import { buildsOfAll, cellId, singleBuilds, variantId, type Plan, type Visit } from '../domain/run/plan.ts';
import type { ScenarioDefinition } from '../domain/definitions/scenario.ts';
import type { VariantStates } from '../measure/variant-state.ts';
import type { Round } from '../measure/walk.ts';
import { numbered, remaining, type Finished } from '../plan/remaining.ts';
import type { KeptBuild } from '../record/kept-build.ts';
import type { RunManifest } from '../record/manifest.ts';
import type { RunFolder } from '../record/run-folder/run-folder.ts';
import { decideRounds } from './decide-rounds.ts';
import { named } from './leave-out.ts';
import { revisits } from './revisits.ts';
import { isUnedited, unreadVariants } from './states-from-rows.ts';

/** A visit and all that come after it: there are many, so they are listed only on demand. */
export interface VisitsAhead extends Iterable<Visit> {
  /** All builds of them. */
  readonly builds: number;
}

interface ScheduleParts {
  readonly folder: RunFolder;
  readonly scenarios: readonly ScenarioDefinition[];
  readonly limits: Limits;
  readonly states: VariantStates;
  /** What the run has spent so far, earlier sessions included. */
  readonly spent: () => Required<Pick<RunManifest, 'elapsedMs' | 'timeSpent'>>;
  readonly note: (text: string) => void;
  /** How a budget that was shared out is told. */
  readonly budgetText: (forecast: BudgetForecast) => string;
  readonly signal: AbortSignal;
}

/**
 * Hands out the rounds one by one, each when the one before it is over: only then is known how the plan goes on. Of a run
 * that is resumed it hands out what is left. Builds are numbered on from the last row of builds.csv.
 */
export class Schedule {
  readonly #parts: ScheduleParts;
  readonly #scenarios: ReadonlyMap<string, ScenarioDefinition>;
  /** Variants whose images earlier sessions have built and not read, and that were not built since. */
  readonly #unread: Set<string>;
  /** So many rows were looked at, to see what was built since. */
  #seen: number;
  #current: Round = [];
  /** Where each visit of it stands, by its sequence. */
  #places: ReadonlyMap<number, number> = new Map();
  /** What comes after the current round, as far as is known now. */
  #later: readonly Visit[] = [];
  /** The builds of the current round and of all that come after it. */
  #builds = 0;
  #planned: { readonly plan: Plan; readonly rounds: ReadonlyMap<number, readonly Visit[]> } | undefined;

  constructor(parts: ScheduleParts) {
    const { folder, scenarios } = parts;
    this.#parts = parts;
    this.#scenarios = new Map(scenarios.map((scenario) => [scenario.id, scenario]));
    this.#unread = unreadVariants(folder.builds, folder.images, this.#scenarios);
    this.#seen = folder.builds.length;
  }

  async *rounds(): AsyncGenerator<Round> {
    const { folder, states, signal } = this.#parts;
    const finished = finishedVisits(folder.builds, states, this.#scenarios);
    const begun = folder.builds.reduce((last, { round }) => Math.max(last, round), 0);
    for (let round = 1; ; round += 1) {
      // How the plan goes on from a round was decided before the next one was begun.
      if (round > 1 && round > begun) await this.#decide(round - 1);
      const planned = this.#rounds.get(round) ?? [];
      if (planned.length === 0) break;
      const later = this.#plan.visits.filter((visit) => visit.round > round);
      yield* this.#handOut(remaining(planned, finished, this.#scenarios), [...later, ...this.#disturbed()]);
      if (signal.aborted) return;
    }
    yield* this.#revisits();
    if (signal.aborted) return;
    yield* this.#handOut(this.#primesOfUnread(), []);
  }

  /** Visits that other programs disturbed, again and again until nothing more can come of it. */
  *#revisits(): Generator<Round> {
    const { folder, note, signal } = this.#parts;
    for (let seen = -1; seen !== folder.builds.length && !signal.aborted;) {
      seen = folder.builds.length;
      const visits = this.#disturbed();
      if (visits.length === 0) return;
      note(revisitsText(visits));
      yield* this.#handOut(visits, []);
    }
  }

  #disturbed(): Visit[] {
    const { folder, scenarios, limits, spent } = this.#parts;
    const { starts, inspections } = spent().timeSpent;
    const { builds, manifest } = folder;
    return revisits({
      plan: this.#plan,
      builds,
      manifest,
      scenarios,
      limits,
      imagesMs: starts + inspections,
    });
  }

  /** The visit itself, and all that come after it, as far as is known now. */
  ahead({ sequence }: Visit): VisitsAhead {
    const now = this.#current.slice(this.#places.get(sequence));
    const later = this.#later;
    return {
      builds: this.#builds - (sequence - (this.#current[0]?.sequence ?? sequence)),
      *[Symbol.iterator]() {
        yield* now;
        yield* later;
      },
    };
  }

  get #plan(): Plan {
    return this.#parts.folder.manifest.plan;
  }

  /** The visits of each round of the plan. */
  get #rounds(): ReadonlyMap<number, readonly Visit[]> {
    const plan = this.#plan;
    if (this.#planned?.plan !== plan)
      this.#planned = { plan, rounds: Map.groupBy(plan.visits, ({ round }) => round) };
    return this.#planned.rounds;
  }

  *#handOut(visits: readonly Visit[], later: readonly Visit[]): Generator<Round> {
    if (visits.length === 0) return;
    this.#current = numbered(visits, (this.#parts.folder.builds.at(-1)?.sequence ?? 0) + 1);
    this.#places = new Map(this.#current.map(({ sequence }, place) => [sequence, place]));
    this.#later = [...later, ...this.#primesBehind([...visits, ...later])];
    this.#builds = buildsOfAll(this.#current) + buildsOfAll(this.#later);
    yield this.#current;
  }

  /** Primes of images that none of these visits gives occasion to read. */
  #primesBehind(visits: readonly Visit[]): Visit[] {
    const primes = this.#primesOfUnread();
    if (primes.length === 0) return [];
    const read = new Set(visits.filter((visit) => isUnedited(visit, this.#scenarios)).map(variantId));
    return primes.filter((prime) => !read.has(variantId(prime)));
  }

  /** Says in run.json how far the run has come, and how its plan goes on. */
  async #decide(round: number): Promise<void> {
    const { folder, scenarios, limits, spent, note, budgetText } = this.#parts;
    const { timeSpent, elapsedMs } = spent();
    const { plan, changes, notes } = decideRounds(
      {
        ...{ round, scenarios, plan: this.#plan, manifest: folder.manifest, builds: folder.builds },
        imagesMs: timeSpent.starts + timeSpent.inspections,
      },
      limits,
    );
    await folder.update({ ...changes, plan, timeSpent, elapsedMs });
    for (const text of notes) note(text);
    if (changes.budget !== undefined) note(budgetText(changes.budget));
  }

  /** Images that were built in earlier sessions, were lost before they were read, and are built in no round any more. */
  #primesOfUnread(): Visit[] {
    const { builds } = this.#parts.folder;
    for (const row of builds.slice(this.#seen))
      if (isUnedited(row, this.#scenarios)) this.#unread.delete(variantId(row));
    this.#seen = builds.length;
    const { variants, cells, rounds } = this.#plan;
    return variants.flatMap((variant) => {
      if (!this.#unread.has(variantId(variant))) return [];
      const cell = cells.find(
        (one) =>
          variantId(one) === variantId(variant) && isUnedited({ ...one, phase: 'prime' }, this.#scenarios),
      );
      if (cell === undefined) return [];
      return [{ ...cell, round: rounds, phase: 'prime' as const, sequence: 0 }];
    });
  }
}

/** `2 visits were disturbed by other programs (go/slim/cold, node/alpine/warm): they are visited again`. */
function revisitsText(visits: readonly Visit[]): string {
  const cells = visits.filter(({ phase }) => phase !== 'prime').map(cellId);
  const who = named(
    [...Map.groupBy(cells, (cell) => cell)].map(([cell, { length }]) =>
      length === 1 ? cell : `${cell} ${length} times`,
    ),
  );
  return cells.length === 1
    ? `1 visit was disturbed by other programs${who}: it is made again`
    : `${cells.length} visits were disturbed by other programs${who}: they are made again`;
}

/**
 * What need not be done again, by the rows that there are: an aborted visit has no sample, whatever it has cost. A session that
 * died between two rows of a visit has left some of its builds: the others are made. None is where one of them is not as
 * demanded.
 */
export function finishedVisits(
  builds: readonly KeptBuild[],
  states: VariantStates,
  scenarios: ReadonlyMap<string, ScenarioDefinition>,
): Finished {
  const key = (visit: Pick<Visit, 'app' | 'strategy' | 'scenario' | 'round'>): string =>
    `${cellId(visit)} ${visit.round}`;
  const samples = builds.filter(({ phase, state }) => phase !== 'prime' && state !== 'aborted');
  const done = Map.groupBy(samples, key);
  return {
    leftOf: (visit) => {
      const rows = done.get(key(visit)) ?? [];
      const singles = singleBuilds(visit);
      const left = singles.filter(({ repeat = 1 }) => !rows.some((row) => (row.repeat ?? 1) === repeat));
      const [first] = left;
      if (left.length === singles.length) return visit;
      const isSpoiled = visit.phase === 'measure' && rows.some(({ state }) => state !== 'built');
      if (first === undefined || isSpoiled) return undefined;
      return { ...first, builds: left.length };
    },
    isBlocked: (visit) => states.blocks(visit, scenarios.get(visit.scenario)) !== undefined,
  };
}
