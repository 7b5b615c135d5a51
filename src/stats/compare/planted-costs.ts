import { median } from 'simple-statistics';
import { variantId } from '../../domain/run/plan.ts';
import type { RunManifest } from '../../record/manifest.ts';
import type { BuildRow, StepRow } from '../../record/rows.ts';
import { refuseNaN } from '../refuse-nan.ts';

/** Where the time goes that a planted sleep adds to a build: medians, and differences of medians to the baseline; ms. */
export interface PlantedCost {
  readonly variant: string;
  readonly sleepMs: number;
  /** The step that sleeps, as the builder timed it. */
  readonly stepMs: number;
  /** What exporting the image takes more. */
  readonly exportMs: number;
  /** What the whole build takes more. */
  readonly buildMs: number;
  /** What the whole build takes without it. */
  readonly baselineMs: number;
}

/** One for each planted variant that was built, and whose baseline was; in the order of the sleeps. */
export function plantedCosts(
  { planted, baselines }: Pick<RunManifest, 'planted' | 'baselines'>,
  builds: readonly BuildRow[],
  steps: readonly StepRow[],
): PlantedCost[] {
  const samples = Map.groupBy(
    builds.filter(({ phase, state }) => phase === 'measure' && state === 'built'),
    variantId,
  );
  return Object.entries(planted?.sleepMs ?? {}).flatMap(([variant, sleepMs]): PlantedCost[] => {
    const [app = '', strategy = ''] = variant.split('/');
    const rows = samples.get(variant) ?? [];
    const plain = samples.get(`${app}/${baselines?.[strategy] ?? ''}`) ?? [];
    const sequences = new Set(rows.map(({ sequence }) => sequence));
    const instruction = `RUN sleep ${(sleepMs / 1000).toFixed(3)}`;
    const slept = steps.filter((step) => step.instruction === instruction && sequences.has(step.sequence));
    if (plain.length === 0 || slept.length === 0) return [];
    const more = (time: TimeOf): number => medianOf(rows, time) - medianOf(plain, time);
    return [
      {
        ...{ variant, sleepMs },
        stepMs: median(slept.map(({ duration_ms: ms }) => ms)),
        exportMs: more(exportTime),
        buildMs: more(buildTime),
        baselineMs: medianOf(plain, buildTime),
      },
    ];
  });
}

type TimeOf = (row: BuildRow) => number | undefined;

const buildTime: TimeOf = ({ wall_ms: ms }) => ms;
const exportTime: TimeOf = ({ export_ms: ms }) => ms;

function medianOf(rows: readonly BuildRow[], time: TimeOf): number {
  const times = rows.flatMap((row) => time(row) ?? []);
  refuseNaN('times of builds', times);
  return median(times);
}
