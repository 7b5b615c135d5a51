import {
  allRoundsMs,
  extraMs,
  longest,
  type BudgetCell,
  type BudgetChain,
  type RoundsOfCells,
} from './round-costs.ts';

export interface BudgetRequest {
  readonly budgetMs: number;
  readonly chains: readonly BudgetChain[];
  /** The control, in every round. */
  readonly controlMs: number;
  /** What comes once in a run. */
  readonly onceMs: number;
  /** By cell: rounds that it gets in any case; 1 where it is not named. */
  readonly least?: RoundsOfCells;
  /** By cell: samples that it has from rounds that are over; none where it is not named. */
  readonly before?: RoundsOfCells;
  /** Cells that get no more than the least. */
  readonly closed?: ReadonlySet<string>;
  /** No cell gets more, those that are over included. */
  readonly most: number;
  /** Narrow enough: a relative half width below which more rounds are no gain. */
  readonly target?: number;
  /** Samples that every cell gets before any has more than that, if not those that give an interval. */
  readonly enough?: number;
  /** Cells that are compared, and how many samples each needs until the comparison can have a verdict at all. */
  readonly goals?: readonly Goal[];
  /** The expected relative half width of an interval over so many samples; undefined if they give none. */
  readonly halfWidth: (noise: number, samples: number) => number | undefined;
}

/** A comparison: all its cells need so many samples. */
interface Goal {
  readonly cells: readonly string[];
  readonly samples: number;
}

export interface BudgetPlan {
  readonly rounds: RoundsOfCells;
  /** More than the budget only if not even the least fits; ms. */
  readonly expectedMs: number;
  /** Of the goals so many are reached. */
  readonly reached: number;
  /** The smallest budget that reaches all goals; ms. */
  readonly allGoalsMs: number;
}

/** A cell that could get more rounds, what that costs, and what its interval gains by it. */
interface Step {
  readonly cell: BudgetCell;
  readonly chain: BudgetChain;
  readonly rounds: number;
  readonly costMs: number;
  readonly gain: number;
}

/** What it takes to reach a goal. */
interface GoalStep {
  readonly lacking: readonly {
    readonly cell: BudgetCell;
    readonly chain: BudgetChain;
    readonly rounds: number;
  }[];
  readonly costMs: number;
}

/** How much further a gain is looked for: an exact interval of a median narrows in steps of up to four samples. */
const lookAhead = 4;

/**
 * Shares a time budget out. Beyond the least, first as many comparisons as possible get the samples without which they have no
 * verdict, the cheapest first; where nothing is compared, as many cells as possible those without which there is no interval.
 * (One side of a comparison that gets them alone has samples to which the other has no partner.) Then those that are still below
 * get a round more, the poorest first; the rest goes where a further round narrows an interval most per ms. What narrows nothing
 * is not planned, though there be time.
 */
export function budgetRounds(request: BudgetRequest): BudgetPlan {
  const all = new Sharing({ ...request, budgetMs: Infinity });
  while (all.reach(all.cheapestGoal()));
  const sharing = new Sharing(request);
  while (sharing.reach(sharing.cheapestGoal()));
  const isCompared = request.goals !== undefined && request.goals.length > 0;
  const interval = isCompared ? () => undefined : () => sharing.cheapestInterval();
  while (sharing.take(interval() ?? sharing.poorest() ?? sharing.bestGain()));
  return {
    ...{ rounds: sharing.rounds, expectedMs: sharing.expectedMs },
    ...{ reached: sharing.reached, allGoalsMs: all.expectedMs },
  };
}

/** The smallest number of samples that give an interval. Throws if there is none. */
export function fewestSamples(halfWidth: BudgetRequest['halfWidth']): number {
  for (let samples = 1; samples <= 100; samples += 1)
    if (halfWidth(0.01, samples) !== undefined) return samples;
  throw new Error('no number of samples gives an interval');
}

class Sharing {
  readonly rounds: Map<string, number>;
  expectedMs: number;
  readonly #request: BudgetRequest;
  readonly #cells: readonly { readonly cell: BudgetCell; readonly chain: BudgetChain }[];
  readonly #enough: number;
  readonly #places: ReadonlyMap<string, { readonly cell: BudgetCell; readonly chain: BudgetChain }>;
  readonly #goals = new Map<Goal, GoalStep>();
  /** By cell: its best gain, until something changes it. */
  readonly #gains = new Map<string, Step | undefined>();

  constructor(request: BudgetRequest) {
    const { chains, controlMs, onceMs, least } = request;
    this.#request = request;
    this.#cells = chains.flatMap((chain) => chain.cells.map((cell) => ({ cell, chain })));
    this.#places = new Map(this.#cells.map((place) => [place.cell.id, place]));
    this.rounds = new Map(this.#cells.map(({ cell }) => [cell.id, least?.get(cell.id) ?? 1]));
    this.expectedMs = onceMs + allRoundsMs(chains, controlMs, this.rounds);
    this.#enough = request.enough ?? fewestSamples(request.halfWidth);
  }

  /** False if there is nothing to take. */
  take(step: Step | undefined): boolean {
    if (step === undefined) return false;
    const rounds = longest(this.rounds);
    this.rounds.set(step.cell.id, step.rounds);
    this.expectedMs += step.costMs;
    if (step.rounds > rounds) this.#gains.clear();
    else for (const { id } of step.chain.cells) this.#gains.delete(id);
    return true;
  }

  /** Gives each cell of a goal the rounds that it lacks. False if there is no goal. */
  reach(step: GoalStep | undefined): boolean {
    if (step === undefined) return false;
    const before = longest(this.rounds);
    for (const { cell, rounds } of step.lacking) this.rounds.set(cell.id, rounds);
    this.expectedMs += step.costMs;
    const touched = new Set(step.lacking.map(({ chain }) => chain));
    for (const [goal, known] of this.#goals)
      if (longest(this.rounds) > before || known.lacking.some(({ chain }) => touched.has(chain)))
        this.#goals.delete(goal);
    return true;
  }

  get reached(): number {
    return (this.#request.goals ?? []).filter((goal) => this.#lacking(goal).length === 0).length;
  }

  /** The goal that is reached for the least, if that fits into the budget. */
  cheapestGoal(): GoalStep | undefined {
    const { goals = [], most, closed, budgetMs } = this.#request;
    const open = goals.filter(({ samples }) => samples <= most).map((goal) => this.#stepTo(goal));
    return least(
      open.filter(
        ({ lacking, costMs }) =>
          lacking.length > 0 &&
          this.expectedMs + costMs <= budgetMs &&
          !lacking.some(({ cell }) => closed?.has(cell.id)),
      ),
      ({ costMs }) => costMs,
    );
  }

  /** What a goal costs now: a cell that another goal has brought as far costs nothing more. */
  #stepTo(goal: Goal): GoalStep {
    const known = this.#goals.get(goal);
    if (known !== undefined) return known;
    const lacking = this.#lacking(goal);
    const had = lacking.map(({ cell }) => [cell.id, this.#has(cell)] as const);
    let costMs = 0;
    for (const { cell, chain, rounds } of lacking) {
      costMs += extraMs(chain, this.#request.controlMs, this.rounds, cell.id, rounds);
      // Two cells of one chain share its prime, and all share the control.
      this.rounds.set(cell.id, rounds);
    }
    for (const [cell, rounds] of had) this.rounds.set(cell, rounds);
    const step = { lacking, costMs };
    this.#goals.set(goal, step);
    return step;
  }

  #lacking({ cells, samples }: Goal): GoalStep['lacking'] {
    return cells.flatMap((id) => {
      const found = this.#places.get(id);
      if (found === undefined) return [];
      const rounds = samples - this.#before(found.cell);
      return this.#has(found.cell) < rounds ? [{ ...found, rounds }] : [];
    });
  }

  /** The cell that gets to an interval for the least. */
  cheapestInterval(): Step | undefined {
    const steps = this.#poor().map(({ cell, chain }) =>
      this.#step(cell, chain, this.#enough - this.#before(cell)),
    );
    return least(steps, ({ costMs }) => costMs);
  }

  /** A round more for the cell that has the fewest; of several for the cheapest. */
  poorest(): Step | undefined {
    const steps = this.#poor().map(({ cell, chain }) => this.#step(cell, chain, this.#has(cell) + 1));
    const samples = ({ cell, rounds }: Step): number => this.#before(cell) + rounds;
    const fewest = Math.min(...steps.flatMap((step) => (step === undefined ? [] : [samples(step)])));
    return least(
      steps.filter((step) => step !== undefined && samples(step) === fewest),
      ({ costMs }) => costMs,
    );
  }

  /** What narrows an interval most per ms. */
  bestGain(): Step | undefined {
    const steps = this.#cells.map(({ cell, chain }) => {
      const known = this.#gains.get(cell.id);
      if (known !== undefined && this.#fits(known)) return known;
      if (known === undefined && this.#gains.has(cell.id)) return undefined;
      const found = this.#gainOf(cell, chain);
      this.#gains.set(cell.id, found);
      return found;
    });
    return least(steps, (step) => -gainPerMs(step));
  }

  /** Further rounds within the next few: one more may narrow nothing, and several do. */
  #gainOf(cell: BudgetCell, chain: BudgetChain): Step | undefined {
    const has = this.#has(cell);
    const steps = Array.from({ length: lookAhead }, (_, index) => this.#step(cell, chain, has + index + 1));
    return least(
      steps.filter((step) => step !== undefined && step.gain > 0),
      (step) => -gainPerMs(step),
    );
  }

  /** Undefined if it does not fit into the budget, or is more than the cell may have. */
  #step(cell: BudgetCell, chain: BudgetChain, rounds: number): Step | undefined {
    const { most, controlMs, closed } = this.#request;
    if (this.#before(cell) + rounds > most || closed?.has(cell.id) === true) return undefined;
    const costMs = extraMs(chain, controlMs, this.rounds, cell.id, rounds);
    const gain = this.#width(cell, this.#has(cell)) - this.#width(cell, rounds);
    const step = { cell, chain, rounds, costMs, gain };
    return this.#fits(step) ? step : undefined;
  }

  /** What is narrower than the target counts as the target. Without an interval nothing is known: 0. */
  #width(cell: BudgetCell, rounds: number): number {
    const { halfWidth, target = 0 } = this.#request;
    return Math.max(target, halfWidth(cell.noise, this.#before(cell) + rounds) ?? 0);
  }

  #fits(step: Step): boolean {
    return this.expectedMs + step.costMs <= this.#request.budgetMs;
  }

  #has(cell: BudgetCell): number {
    return this.rounds.get(cell.id) ?? 0;
  }

  #before(cell: BudgetCell): number {
    return this.#request.before?.get(cell.id) ?? 0;
  }

  #poor() {
    return this.#cells.filter(({ cell }) => this.#before(cell) + this.#has(cell) < this.#enough);
  }
}

/** A cold build that saves the prime it replaces may cost nothing more. */
const gainPerMs = ({ gain, costMs }: Step): number => gain / Math.max(costMs, 1);

/** The first of those with the smallest value. */
function least<S>(steps: readonly (S | undefined)[], value: (step: S) => number): S | undefined {
  let found: S | undefined;
  for (const step of steps)
    if (step !== undefined && (found === undefined || value(step) < value(found))) found = step;
  return found;
}
