import { cellId, variantId } from '../../../domain/run/plan.ts';
import { percentText, halfWidthOf } from '../../model/half-width.ts';
import { madeUpWords } from '../../provenance/made-up.ts';
import type { Export } from '../export.ts';
import { measuredMs } from '../measured.ts';

/**
 * `customSmallerIsBetter` of github-action-benchmark: https://github.com/benchmark-action/github-action-benchmark#examples. Cells
 * without samples are not there: the tool knows no failure.
 */
export const exporter: Export = {
  id: 'github-action-benchmark',
  file: 'github-action-benchmark.json',
  order: 1,
  about: 'github-action-benchmark (tool: customSmallerIsBetter): times of cells, bytes of images',
  print({ rows, analysis }) {
    const madeUp = madeUpWords(rows.manifest);
    const times = analysis.summary.flatMap((row) => {
      if (row.wall_ms_median === undefined) return [];
      const width = halfWidthOf(row);
      return [
        {
          ...{ name: cellId(row), unit: 'ms', value: measuredMs(row.wall_ms_median) },
          ...(width !== undefined && { range: `± ${percentText(width)}` }),
          extra: `median of ${row.samples} samples, run ${row.run_id}${madeUp}`,
        },
      ];
    });
    const sizes = rows.images.flatMap((image) =>
      image.state !== 'built' || image.size_bytes === undefined
        ? []
        : [
            {
              name: `${variantId(image)}/size`,
              unit: 'bytes',
              value: image.size_bytes,
              ...(madeUp !== '' && { extra: `run ${rows.manifest.runId}${madeUp}` }),
            },
          ],
    );
    return `${JSON.stringify([...times, ...sizes], null, 2)}\n`;
  },
};
