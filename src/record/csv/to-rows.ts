import type { ImageRecord } from '../../domain/image/image.ts';
import { buildMetrics } from '../../domain/metrics/build.ts';
import { rowOf } from '../../domain/metrics/column.ts';
import { extraRow } from '../../domain/metrics/image/extras.ts';
import {
  healthMetrics,
  identityMetrics,
  imageHeadMetrics,
  imageTroubleMetrics,
  layersMetrics,
  originMetrics,
  placeMetrics,
  storeMetrics,
} from '../../domain/metrics/image/image.ts';
import { layerFactMetrics, layerHeadMetrics } from '../../domain/metrics/layer.ts';
import { startMetrics } from '../../domain/metrics/image/start.ts';
import { stepMetrics } from '../../domain/metrics/step.ts';
import { surfaceMetrics } from '../../domain/metrics/image/surface.ts';
import type { Sample } from '../../domain/run/sample.ts';
import type { BuildRow, ImageRow, LayerRow, StepRow } from '../rows.ts';

export const buildRow = (runId: string, sample: Sample): BuildRow =>
  rowOf(buildMetrics, {
    ...{ runId, sample, visit: sample.visit },
    ...('facts' in sample && { facts: sample.facts }),
    ...('trouble' in sample && { trouble: sample.trouble }),
  });

/** One row per step in order of its start; none for builds that are no samples. */
export function stepRows(runId: string, sample: Sample): StepRow[] {
  if (!('facts' in sample) || sample.visit.phase !== 'measure') return [];
  const { sequence } = sample.visit;
  const { steps } = sample.facts;
  const numberOf = new Map(steps.map(({ id }, index) => [id, index + 1]));
  return steps.map((step, index) => {
    // The builder also names inputs that it never ran: they have no row.
    const inputs = step.inputs.flatMap((input) => numberOf.get(input) ?? []);
    const waitsFor = [...new Set(inputs)].toSorted((a, b) => a - b);
    return rowOf(stepMetrics, { runId, sequence, step, number: index + 1, waitsFor });
  });
}

export function imageRow(runId: string, image: ImageRecord): ImageRow {
  const head = {
    ...rowOf(imageHeadMetrics, { runId, image }),
    ...rowOf(healthMetrics, image),
    ...rowOf(imageTroubleMetrics, image),
  };
  const start = 'start' in image ? rowOf(startMetrics, image.start) : {};
  if ('origin' in image) return { ...head, ...rowOf(originMetrics, image.origin), ...start };
  const { facts } = image;
  return {
    ...head,
    ...rowOf(identityMetrics, facts),
    ...rowOf(storeMetrics, facts),
    ...rowOf(layersMetrics, facts),
    ...rowOf(originMetrics, facts),
    ...start,
    ...rowOf(placeMetrics, facts),
    ...rowOf(surfaceMetrics, facts.surface),
    ...(image.state === 'built' && image.extras ? extraRow(image.extras) : {}),
  };
}

/** One row for each step of the image's history; none for an image that was not read. */
export function layerRows(runId: string, image: ImageRecord): LayerRow[] {
  if (!('facts' in image)) return [];
  const head = rowOf(layerHeadMetrics, { runId, variant: image.variant });
  return image.facts.layerFacts.map((layer) => ({ ...head, ...rowOf(layerFactMetrics, layer) }));
}
