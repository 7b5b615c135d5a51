import type { SavedImage } from '../archive/documents/image-config.ts';
import { withoutSecretValues } from './without-secret-values.ts';

/** One step of the config's history. */
export interface HistoryStep {
  /** As the config says it, without the values of secret-like names. */
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
  const texts = withoutSecretValues(
    history.map((step) => step.created_by ?? ''),
    config.config?.Env ?? [],
  );
  let layer = 0;
  return history.map((step, index) => {
    const createdBy = texts[index] ?? '';
    return step.empty_layer === true ? { createdBy } : { createdBy, layer: layer++ };
  });
}
