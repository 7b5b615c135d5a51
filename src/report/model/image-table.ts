import { variantId } from '../../domain/run/plan.ts';
import type { ImageRow } from '../../record/rows.ts';
import type { Rows } from '../../stats/analyse-run.ts';
import type { Cells, Remark, Table } from '../table.ts';
import { measuredWhere } from '../words/measured-where.ts';

/** Since this schema a run knows what is in its images. */
const knowsSince = 3;

/**
 * Declares a table with a line for each image of a run, in the order of the plan; on a page also where it was measured. It
 * shows nothing of a run of a version that did not look into images, or that was not asked for what it tells.
 */
export const imageTable = ({
  id,
  order,
  title,
  cells,
  remarks = () => [],
}: {
  readonly id: string;
  readonly order?: number;
  readonly title?: (manifest: Rows['manifest']) => string;
  readonly cells: (images: readonly ImageRow[]) => Cells | undefined;
  readonly remarks?: (rows: Rows) => readonly Remark[];
}): Table<'run'> => ({
  ...{ id, from: 'run' },
  ...(order !== undefined && { order }),
  show({ rows }) {
    const { manifest, images } = rows;
    const places = manifest.plan.variants.map(variantId);
    const sorted = images.toSorted((a, b) => places.indexOf(variantId(a)) - places.indexOf(variantId(b)));
    const found = manifest.schema < knowsSince ? undefined : cells(sorted);
    if (found === undefined) return [];
    const onSubstitute = images.some(({ base_source: source }) => source === 'substitute');
    return [
      {
        ...(title && { title: title(manifest) }),
        caption: measuredWhere(manifest),
        cells: found,
        remarks: [...remarks(rows), ...(onSubstitute ? [substituteText] : [])],
      },
    ];
  },
});

const substituteText =
  '† on a substitute base: it plays the role of the upstream image, and has other content.';
