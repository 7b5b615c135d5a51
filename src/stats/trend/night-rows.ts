import { median } from 'simple-statistics';
import type { Column } from '../../domain/metrics/column.ts';
import { imageMetrics } from '../../domain/metrics/image/image.ts';
import { summaryMetrics } from '../../domain/metrics/summary.ts';
import { engineAndBuilder } from '../../domain/engine-info.ts';
import { cellId, variantId, type Variant } from '../../domain/run/plan.ts';
import { basesMetric, timeMetric } from '../../domain/metrics/night.ts';
import type { NightRow } from '../../record/history/history.ts';
import type { KeptBuild } from '../../record/kept-build.ts';
import type { RunManifest } from '../../record/manifest.ts';
import type { ImageRow, SummaryRow } from '../../record/rows.ts';
import { controlTimes } from '../samples/control-times.ts';
import { buildsByMachine, machineOfVariants } from '../samples/machines.ts';
import { processorsOf } from '../samples/processors.ts';
import { goodSamples } from '../samples/good-samples.ts';
import { nightValue } from './night-value.ts';

/** Of columns that several files have, the images' count: a cell has what its image has. */
const exactOf = (columns: Readonly<Record<string, Column>>): readonly string[] =>
  Object.entries(columns).flatMap(([name, { precision, isNotKept }]) =>
    precision === 'exact' && isNotKept !== true ? [name] : [],
  );
const exactOfImages = exactOf(imageMetrics);
const exactOfCells = exactOf(summaryMetrics).filter((name) => !exactOfImages.includes(name));

/** What one run says to the history: every cell's time, and everything exact of cells and images. */
export function nightRows(parts: {
  readonly manifest: RunManifest;
  readonly builds: readonly KeptBuild[];
  readonly images: readonly ImageRow[];
  readonly summary: readonly SummaryRow[];
}): NightRow[] {
  const { manifest, builds, images, summary } = parts;
  const samplesOf = goodSamples(builds, images);
  const buildsOf = Map.groupBy(
    builds.filter(({ phase }) => phase === 'measure'),
    cellId,
  );
  const shared = sharedOf(manifest, builds);
  const head = { night: manifest.startedAt, run_id: manifest.runId };
  const cells = summary.flatMap((row): NightRow[] => {
    const own = buildsOf.get(cellId(row)) ?? [];
    const common = {
      ...{ ...head, app: row.app, strategy: row.strategy, scenario: row.scenario, state: row.state },
      foreign_cpu: medianOf(own.map(({ foreign_cpu }) => foreign_cpu)),
      ...shared(row),
      cold_method: own.find(({ cold_method }) => cold_method !== undefined)?.cold_method,
    };
    const centre = nightValue(samplesOf(row).map(({ wallMs }) => wallMs));
    const time = {
      ...{ ...common, metric: timeMetric, value: centre?.toFixed(3), samples: row.samples },
      ...{ low: row.wall_ms_low, high: row.wall_ms_high },
    };
    return [time, ...exactRows(exactOfCells, row, { ...common, samples: row.samples })];
  });
  const ofImages = images.flatMap((row) => {
    const common = { ...head, app: row.app, strategy: row.strategy, state: row.state, ...shared(row) };
    const bases = manifest.pins?.[variantId(row)]?.bases;
    return [
      ...(bases === undefined ? [] : [{ ...common, metric: basesMetric, value: bases }]),
      ...exactRows(exactOfImages, row, common),
    ];
  });
  return [...cells, ...ofImages];
}

type Common = Omit<NightRow, 'metric' | 'value'>;

const exactRows = (names: readonly string[], row: object, common: Common): NightRow[] =>
  names.flatMap((metric) => {
    const value = (row as Readonly<Record<string, string | number | boolean | undefined>>)[metric];
    return value === undefined ? [] : [{ ...common, metric, value: String(value) }];
  });

/** What is the same for all rows of a variant. */
function sharedOf(
  manifest: RunManifest,
  builds: readonly KeptBuild[],
): (variant: Variant) => Omit<Common, 'night' | 'run_id' | 'app' | 'strategy' | 'state'> {
  const { project, merged } = manifest;
  const commit = project === undefined ? manifest.commit : commitOf(project);
  // A night has one control. Of several machines none speaks for the others.
  const isOfOne = buildsByMachine(builds).size === 1;
  const control = isOfOne ? nightValue([...controlTimes(builds).values()]) : undefined;
  const machineOf = machineOfVariants(builds);
  const buildsOf = Map.groupBy(builds, variantId);
  /** ` for linux/arm64` where that is not known to be the platform of what builds. */
  const otherPlatform = (variant: Variant): string => {
    const own = buildsOf.get(variantId(variant)) ?? [];
    const processors = processorsOf(own).filter((one) => one !== 'its own');
    if (processors.length === 0) return '';
    return `${processors.includes('another') ? '' : ' perhaps'} for ${own.at(-1)?.platform}`;
  };
  return (row) => {
    const { engine, machine } = merged?.shards.find(({ runId }) => runId === machineOf(row)) ?? manifest;
    const pins = manifest.pins?.[variantId(row)];
    return {
      control_ms: control === undefined ? undefined : Number(control.toFixed(3)),
      ...{ definition: pins?.definition, base: pins?.base, lockfile: pins?.lockfile, commit },
      ...{ engine: engineAndBuilder(engine), buildx: engine.buildxVersion, kernel: engine.kernel },
      ...{ cpu_model: `${machine.cpuModel}${otherPlatform(row)}`, image_store: engine.imageStore },
    };
  };
}

/** A project is what is built: its own commit says what changed, marked as that of a checkout is. */
const commitOf = ({ commit, isDirty }: NonNullable<RunManifest['project']>): string | undefined =>
  commit === undefined ? undefined : `${commit}${isDirty === true ? '+' : ''}`;

function medianOf(values: readonly (number | undefined)[]): number | undefined {
  const known = values.filter((value) => value !== undefined);
  return known.length === 0 ? undefined : Number(median(known).toFixed(4));
}
