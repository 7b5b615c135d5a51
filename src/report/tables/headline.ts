import { variantId } from '../../domain/run/plan.ts';
import { formatBytes, formatMs, formatRoughRange } from '../../domain/units.ts';
import type { ImageRow, SummaryRow } from '../../record/rows.ts';
import { nothingToChoose, substitutesNote } from '../choice/left-out.ts';
import { fewestForOrder } from '../few-samples.ts';
import { formatRatio } from '../words/format-ratio.ts';
import { verdictWord } from '../words/verdict-text.ts';
import type { Sources, Table } from '../table.ts';

/** What a run says in one sentence per app: the smallest image against the baseline, and how long a rebuild of both takes. */
export const table: Table<'run'> = {
  ...{ id: 'headline', from: 'run' },
  about:
    'one sentence for each app: the smallest image against the baseline, and how long a rebuild of both takes',
  show: (run) => {
    const apps = [...new Set(run.rows.images.map(({ app }) => app))];
    const said = apps.flatMap((app) => sentenceOf(app, run) ?? []);
    return said.length === 0 ? [] : [{ footnotes: [...said, ...substitutesNote(run)] }];
  },
};

/** The scenario that people wait for most often. */
const rebuild = 'edit-source';

function sentenceOf(app: string, run: Sources['run']): string | undefined {
  const { rows, analysis } = run;
  const comparisons = analysis.comparisons.filter(({ cell }) => cell.app === app);
  const baseline = comparisons[0]?.baseline.strategy;
  const sized = rows.images.filter(counts).filter((image) => image.app === app);
  if (sized.length === 0) return nothingToChoose(run, app);
  const before = sized.find(({ strategy }) => strategy === baseline);
  if (baseline !== undefined && before === undefined)
    return `${app}: ${baseline}, which the others are held against, has no image that works and stands on no substitute.`;
  const [smallest] = sized.toSorted((a, b) => bytesOf(a) - bytesOf(b));
  if (before === undefined || smallest === undefined || sized.length === 1) return undefined;
  if (bytesOf(smallest) === bytesOf(before))
    return `${app}: no image is smaller than that of ${before.strategy}, which has ${formatBytes(bytesOf(before))}.`;
  const sizes =
    `${app}: the smallest image is ${smallest.strategy} with ${formatBytes(bytesOf(smallest))}. ` +
    `${before.strategy} takes ${formatBytes(bytesOf(before))}, ${moreText(bytesOf(before), bytesOf(smallest))}.`;
  const cellOf = (image: ImageRow): SummaryRow | undefined =>
    analysis.summary.find(
      (row) => variantId(row) === variantId(image) && row.scenario === rebuild && row.samples > 0,
    );
  const [after, first] = [cellOf(smallest), cellOf(before)];
  if (after === undefined || first === undefined) return sizes;
  const fewest = Math.min(after.samples, first.samples);
  if (fewest < fewestForOrder) {
    const counted = `${fewest} build${fewest === 1 ? '' : 's'}`;
    return `${sizes} After an edit of the sources, ${smallest.strategy} builds in ${rangeOf(after)} and ${before.strategy} in ${rangeOf(first)} (of ${counted} each, too few to tell them apart).`;
  }
  const found = comparisons.find(
    ({ cell }) => cell.strategy === smallest.strategy && cell.scenario === rebuild,
  )?.time.verdict;
  const verdict =
    found === undefined || found.kind === 'none' || found.kind === 'needs' ? '' : ` (${verdictWord(found)})`;
  return `${sizes} After an edit of the sources, ${smallest.strategy} builds in ${formatMs(medianOf(after))} and ${before.strategy} in ${formatMs(medianOf(first))}${verdict}.`;
}

/** `10.0 times as much`; `1.54 kB more` where the ratio would be 1. */
function moreText(bytes: number, fewer: number): string {
  const ratio = formatRatio(bytes / fewer);
  return ratio === formatRatio(1) ? `${formatBytes(bytes - fewer)} more` : `${ratio} times as much`;
}

const medianOf = ({ wall_ms_median: median = 0 }: SummaryRow): number => median;

const rangeOf = ({ wall_ms_min: least = 0, wall_ms_max: most = 0 }: SummaryRow): string =>
  formatRoughRange(least, most);

/** A substitute has other bytes than the image whose role it plays. */
const counts = (image: ImageRow): boolean =>
  image.healthy !== false && image.size_bytes !== undefined && image.base_source !== 'substitute';

const bytesOf = ({ size_bytes: bytes }: ImageRow): number => bytes ?? Infinity;
