import type { ExtraId, ImageExtras } from '../../domain/image/extras.ts';
import type { Variant } from '../../domain/run/plan.ts';
import { extras } from '../extras/index.ts';
import { imageTag } from '../workbench.ts';
import type { Extra, ExtraRound, OpenExtra } from './extra.ts';

/** The extras that were asked for, open for the images of one round. */
export interface OpenExtras {
  /** Of a variant whose image works. What goes wrong with one of them is its result; throws what ends the run. */
  readonly measure: (variant: Variant) => Promise<ImageExtras>;
  readonly close: () => Promise<void>;
}

export function openExtras(round: ExtraRound): OpenExtras {
  const { bench } = round;
  const open = (extras as readonly Extra[]).flatMap((extra) => {
    const opened = openOne(extra, round);
    return opened === undefined ? [] : [{ id: extra.id, ...opened }];
  });
  return {
    measure: async (variant) => {
      const baseRef = bench.inputs(variant).origin.base?.ref;
      const image = { variant, ref: imageTag(bench, variant), baseRef };
      const found: [ExtraId, unknown][] = [];
      const wanted = open.filter(({ id }) => bench.inputs(variant).extras?.has(id) ?? true);
      for (const { id, measure } of wanted) found.push([id, await measure(image)]);
      return Object.fromEntries(found);
    },
    close: async () => {
      for (const { close } of open) await close?.();
    },
  };
}

function openOne<Id extends ExtraId>(extra: Extra<Id>, round: ExtraRound): OpenExtra<Id> | undefined {
  const means = round.bench.extras?.[extra.id];
  return means === undefined ? undefined : extra.open(means, round);
}
