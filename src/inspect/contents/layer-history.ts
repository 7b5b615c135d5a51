import type { SavedImage } from '../archive/image-config.ts';

/** One step of the config's history. */
export interface HistoryStep {
  readonly createdBy: string;
  /** Index of the layer it made, from the bottom; absent if it made none. */
  readonly layer?: number;
}

/**
 * Which step of the history made which layer: the steps that are not marked as empty, in their order. Where the
 * history is missing, or does not count as many layers as there are, the layers stand alone.
 */
export function historyOf({ config, diffIds }: SavedImage): HistoryStep[] {
  const history = config.history ?? [];
  const filled = history.filter((step) => step.empty_layer !== true).length;
  if (filled !== diffIds.length) return diffIds.map((_, layer) => ({ createdBy: '', layer }));
  let layer = 0;
  return history.map((step) => {
    const createdBy = step.created_by ?? '';
    return step.empty_layer === true ? { createdBy } : { createdBy, layer: layer++ };
  });
}
