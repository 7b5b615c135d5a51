import { median } from 'simple-statistics';
import { variantId, type Variant } from '../../domain/run/plan.ts';
import type { AdviceRows } from './advice.ts';

/** A step of the timed builds of one cell. */
export interface StepTimes {
  readonly instruction: string;
  /** Median of the builds that ran it, ms; undefined if none did. */
  readonly ms: number | undefined;
  /** Whether every build ran it, or found it in the cache. */
  readonly always: 'ran' | 'cached' | 'neither';
}

export interface CellSteps {
  readonly variant: string;
  /** Median, ms. */
  readonly wallMs: number;
  readonly steps: readonly StepTimes[];
}

/** The steps of all variants in a scenario, of the builds that count. A step of the builder itself, such as a base, is none. */
export function stepsOfCells({ builds, steps }: AdviceRows, scenario: string): CellSteps[] {
  const counted = builds.filter(
    (row) => row.scenario === scenario && row.phase === 'measure' && row.state === 'built',
  );
  const bySequence = Map.groupBy(steps, ({ sequence }) => sequence);
  return [...Map.groupBy(counted, (row) => variantId(row as Variant))].map(([variant, rows]) => {
    const own = rows.flatMap(({ sequence }) => bySequence.get(sequence) ?? []);
    const real = own.filter(({ cached }) => cached !== undefined);
    return {
      variant,
      wallMs: median(rows.flatMap(({ wall_ms }) => wall_ms ?? [])),
      steps: [...Map.groupBy(real, ({ instruction }) => instruction)].map(([instruction, same]) => {
        const ran = same.filter(({ cached }) => cached === false);
        return {
          instruction,
          ms: ran.length === 0 ? undefined : median(ran.flatMap(({ duration_ms }) => duration_ms)),
          always: ran.length === same.length ? 'ran' : ran.length === 0 ? 'cached' : 'neither',
        };
      }),
    };
  });
}
