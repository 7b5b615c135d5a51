import { control, variantId, type Visit } from '../../domain/run/plan.ts';

/** Foresees what visits take from those that are over. Of a run of any length it keeps a number for each cell and scenario. */
export class TimeLeft {
  /** What each cell took last time; ms. */
  readonly #lastOfCell = new Map<string, number>();
  readonly #ofScenario = new Map<string, { readonly visits: number; readonly ms: number }>();

  /** A visit is over, and took so many ms in all, preparation included. */
  note(visit: Visit, tookMs: number): void {
    this.#lastOfCell.set(cell(visit), tookMs);
    const { visits, ms } = this.#ofScenario.get(scenario(visit)) ?? { visits: 0, ms: 0 };
    this.#ofScenario.set(scenario(visit), { visits: visits + 1, ms: ms + tookMs });
  }

  /**
   * Expected ms for the visits that are left: what the same cell took last time, else the mean of its scenario.
   * Undefined while a scenario has not been seen at all. A prime is a cold build, whatever it primes.
   */
  of(left: Iterable<Visit>): number | undefined {
    let total = 0;
    for (const visit of left) {
      const seen = this.#ofScenario.get(scenario(visit));
      if (seen === undefined) return undefined;
      total += this.#lastOfCell.get(cell(visit)) ?? seen.ms / seen.visits;
    }
    return total;
  }
}

const scenario = (visit: Visit): string => (visit.phase === 'prime' ? control.scenario : visit.scenario);
const cell = (visit: Visit): string => `${variantId(visit)}/${scenario(visit)}`;
