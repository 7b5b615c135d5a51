import { formatBytes, formatMs } from '../../domain/units.ts';
import { variantId } from '../../domain/run/plan.ts';
import type { ImageRow } from '../../record/rows.ts';
import type { CellComparison } from '../compare/compare-pairs.ts';
import { placeOf, type Advice, type AdviceRule } from './advice.ts';

interface Sized {
  readonly variant: string;
  readonly bytes: number;
  readonly base: number;
  readonly own: number;
  readonly baseName: string;
  /** Shown by a start, which a builder without an engine has none of. */
  readonly works: boolean;
}

const sizedOf = (images: readonly ImageRow[]): Sized[] =>
  images.flatMap((image) => {
    const { size_bytes: bytes, base_bytes: base, own_bytes: own, base_ref: baseName } = image;
    if (image.state !== 'built' || bytes === undefined || base === undefined || own === undefined) return [];
    return [
      {
        variant: variantId(image),
        bytes,
        base,
        own,
        baseName: baseName ?? 'nothing',
        works: image.healthy === true,
      },
    ];
  });

/**
 * Of two variants the one that has the smaller image, and is faster where a difference was shown, and nowhere slower. Then the largest
 * image of those that stand on a base that is larger than the app.
 */
export const betterVariant: AdviceRule = ({ manifest, images, comparisons }) => {
  const sized = sizedOf(images);
  const pairs = [
    ...Map.groupBy(comparisons, ({ cell, baseline }) => `${variantId(cell)} ${variantId(baseline)}`),
  ];
  const better = pairs.flatMap(([, cells]): Advice[] => {
    const [first] = cells;
    const one = first && sized.find(({ variant }) => variant === variantId(first.cell));
    const other = first && sized.find(({ variant }) => variant === variantId(first.baseline));
    if (one === undefined || other === undefined) return [];
    const [small, large] = one.bytes < other.bytes ? [one, other] : [other, one];
    const wins = wonBy(cells, small === one);
    if (wins === undefined) return [];
    return [
      {
        variant: large.variant,
        gain: { unit: 'bytes', value: large.bytes - small.bytes, of: large.bytes },
        says: `${small.variant} is better in size and time: ${formatBytes(large.bytes - small.bytes)} less, and ${wins}`,
        ...placeOf(manifest, large.variant),
      },
    ];
  });
  return [
    ...better,
    ...largeBase(sized, better).map((one) => ({ ...one, ...placeOf(manifest, one.variant) })),
  ];
};

/** In which scenarios the smaller one is faster; undefined if in none, or slower in one. */
function wonBy(cells: readonly CellComparison[], isCell: boolean): string | undefined {
  const [win, loss] = isCell ? ['faster', 'slower'] : ['slower', 'faster'];
  if (cells.some(({ time }) => time.verdict.kind === loss)) return undefined;
  const won = cells.filter(({ time }) => time.verdict.kind === win);
  const texts = won.flatMap(({ cell, time: { medianMs, baselineMedianMs } }) =>
    medianMs === undefined || baselineMedianMs === undefined
      ? []
      : [`${cell.scenario} takes ${formatMs(Math.abs(baselineMedianMs - medianMs))} less`],
  );
  return texts.length === 0 ? undefined : texts.join(', ');
}

function largeBase(sized: readonly Sized[], told: readonly Advice[]): Advice[] {
  const bySize = sized.toSorted((a, b) => a.bytes - b.bytes);
  const [smallest, largest] = [bySize[0], bySize.at(-1)];
  if (smallest === undefined || largest === undefined || largest.base <= largest.own) return [];
  if (smallest.base >= largest.base || told.some(({ variant }) => variant === largest.variant)) return [];
  return [
    {
      variant: largest.variant,
      gain: { unit: 'bytes', value: largest.bytes - smallest.bytes, of: largest.bytes },
      says: `its base ${largest.baseName} (${formatBytes(largest.base)}) is larger than the app (${formatBytes(largest.own)}): ${smallest.variant} ${smallest.works ? 'works' : 'is built'} on ${smallest.baseName}${smallest.base === 0 ? '' : ` (${formatBytes(smallest.base)})`}`,
    },
  ];
}
