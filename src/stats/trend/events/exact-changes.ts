import type { Column } from '../../../domain/metrics/column.ts';
import { imageMetrics } from '../../../domain/metrics/image/image.ts';
import { summaryMetrics } from '../../../domain/metrics/summary.ts';
import { basesMetric, timeMetric } from '../../../domain/metrics/night.ts';
import type { History, Night, Pins, Series, SeriesId } from '../../../record/history/history.ts';
import { carried } from '../../../record/history/carried.ts';
import { causesBetween, type Cause } from './causes.ts';

/** An exact metric that is not what it was. */
export interface ExactChange {
  readonly series: SeriesId;
  readonly night: Night;
  readonly before: string;
  readonly after: string;
  /** Undefined where neither is an improvement. */
  readonly better: boolean | undefined;
  /** What differs from the last night in which the image was measured; none of it: not reproducible. */
  readonly causes: readonly Cause[];
}

const known: Readonly<Record<string, Column>> = { ...summaryMetrics, ...imageMetrics };

/** Every change of an exact metric that is larger than its tolerance, the oldest first. */
export function exactChanges(history: History): ExactChange[] {
  const exact = [...history.series.values()].filter(
    // What is exact has no row where it stayed the same: with one row it never changed.
    ({ metric, points }) => metric !== timeMetric && metric !== basesMetric && points.length > 1,
  );
  const measured = nightsOfVariants(history, new Set(exact.map(variantOf)));
  return exact
    .flatMap((series) => changesOf(series, measured.get(variantOf(series)) ?? []))
    .toSorted((a, b) => (a.night.at < b.night.at ? -1 : a.night.at > b.night.at ? 1 : 0));
}

type Measured = { readonly night: Night; readonly pins: Pins };

const variantOf = ({ app, strategy }: SeriesId): string => `${app}/${strategy}`;

/** The nights in which anything of these variants was measured, the oldest first. */
function nightsOfVariants(
  { series, nights }: History,
  variants: ReadonlySet<string>,
): ReadonlyMap<string, readonly Measured[]> {
  const found = new Map<string, Map<Night, Pins>>();
  for (const one of series.values()) {
    if (!variants.has(variantOf(one))) continue;
    const ofVariant = found.get(variantOf(one)) ?? new Map<Night, Pins>();
    found.set(variantOf(one), ofVariant);
    for (const { night, pins, value } of one.points)
      if (!Number.isNaN(value)) ofVariant.set(night, ofVariant.get(night) ?? pins);
  }
  return new Map(
    [...found].map(([variant, pinsOf]) => [
      variant,
      nights.flatMap((night) => {
        const pins = pinsOf.get(night);
        return pins === undefined ? [] : [{ night, pins }];
      }),
    ]),
  );
}

function changesOf({ points, ...series }: Series, measured: readonly Measured[]): ExactChange[] {
  const column = known[series.metric];
  const changes: ExactChange[] = [];
  // Machines that take turns build bases of their own, and stores count otherwise: each is held against itself.
  const levels = new Map<string, string>();
  const built = points.filter(({ state, value }) => state === 'built' && value !== '');
  for (const { night, value, pins } of built) {
    const now = String(value);
    const machine = machineOf(pins);
    const before = measured.findLast(
      (other) => other.night.at < night.at && machineOf(other.pins) === machine,
    );
    // A night without a row has what the row before it says, whichever machine wrote that one.
    const had = before && carried(built, before.pins, before.night.at);
    const kept = levels.get(machine);
    const level =
      had !== undefined && (kept === undefined || isChange(kept, String(had.value), column))
        ? String(had.value)
        : kept;
    // Small steps within the tolerance must not add up unseen: the level is that of the last change.
    if (level !== undefined && !isChange(level, now, column)) continue;
    const isTold = [...levels].some(([other, theirs]) => other !== machine && theirs === now);
    levels.set(machine, now);
    if (level === undefined || isTold) continue;
    changes.push({
      ...{ series, night, before: level, after: now, better: isBetter(series.metric, level, now) },
      causes: before === undefined ? [] : causesBetween(before.pins, pins),
    });
  }
  return changes;
}

const machineOf = ({ cpu_model: cpuModel, image_store: imageStore }: Pins): string =>
  `${imageStore} ${cpuModel}`;

function isChange(before: string, after: string, column: Column | undefined): boolean {
  if (before === after) return false;
  const share = Math.abs(Number(after) - Number(before)) / Math.abs(Number(before));
  return column?.tolerance === undefined || !(share <= column.tolerance);
}

/** Undefined where neither value of a metric is the better one. */
export function isBetter(metric: string, before: string, after: string): boolean | undefined {
  const column = known[metric];
  if (column?.better === undefined) return undefined;
  const step =
    column.unit === 'true or false'
      ? Number(after === 'true') - Number(before === 'true')
      : Number(after) - Number(before);
  return Number.isNaN(step) ? undefined : column.better === 'less' ? step < 0 : step > 0;
}
