import { variantId } from '../../domain/run/plan.ts';
import type { ImageRow } from '../../record/rows.ts';
import type { Rows } from '../../stats/analyse-run.ts';
import type { Cells, Remark, Table } from '../table.ts';
import { imageData } from './metric-cells.ts';
import { imageNotes } from './image-notes.ts';
import { provenance } from '../provenance/provenance.ts';

/**
 * Declares a table with a line for each image of a run, in the order of the plan; on a page also where it was measured. It
 * shows nothing of a run of a version that had none of its columns, or that was not asked for what it tells.
 */
export const imageTable = ({
  id,
  about,
  order,
  title,
  cells,
  remarks = () => [],
}: {
  readonly id: string;
  readonly about: string;
  readonly order?: number;
  readonly title?: (manifest: Rows['manifest']) => string;
  readonly cells: (
    images: readonly ImageRow[],
    digits?: number,
    schema?: number,
    manifest?: Rows['manifest'],
  ) => Cells | undefined;
  readonly remarks?: (rows: Rows) => readonly Remark[];
}): Table<'run'> => ({
  ...{ id, about, from: 'run' },
  ...(order !== undefined && { order }),
  show(run) {
    const { rows, digits } = run;
    const { manifest, images } = rows;
    const places = manifest.plan.variants.map(variantId);
    const sorted = images.toSorted((a, b) => places.indexOf(variantId(a)) - places.indexOf(variantId(b)));
    const found = cells(sorted, digits, manifest.schema, manifest);
    if (found === undefined || found.head.length <= (found.keys ?? 1)) return [];
    const why = imageNotes(sorted);
    const onSubstitute = images.some(({ base_source: source }) => source === 'substitute');
    return [
      {
        ...(title && { title: title(manifest) }),
        caption: provenance(run),
        cells: found,
        data: imageData(id, sorted),
        ...(why.length > 0 && { footnotes: why }),
        remarks: [...remarks(rows), ...(onSubstitute ? [substituteText] : [])],
      },
    ];
  },
});

const substituteText =
  '† on a substitute base: it plays the role of the upstream image, and has other content';
