import { cellId, variantId } from '../../../domain/run/plan.ts';
import type { Export } from '../export.ts';
import { measuredSeconds } from '../measured.ts';

interface Metric {
  readonly value: number;
  readonly lower_value?: number;
  readonly upper_value?: number;
}

/**
 * Bencher Metric Format, by its built-in measures `build-time` (seconds) and `file-size` (bytes):
 * https://bencher.dev/docs/reference/bencher-metric-format/
 */
export const exporter: Export = {
  id: 'bencher',
  file: 'bencher.json',
  order: 2,
  about:
    'Bencher Metric Format: build-time of cells in seconds with its interval, file-size of images in bytes',
  print({ rows, analysis }) {
    const times = analysis.summary.flatMap((row): [string, Record<string, Metric>][] => {
      const { wall_ms_median: middle, wall_ms_low: low, wall_ms_high: high } = row;
      if (middle === undefined) return [];
      const interval =
        low === undefined || high === undefined
          ? {}
          : { lower_value: measuredSeconds(low), upper_value: measuredSeconds(high) };
      return [[cellId(row), { 'build-time': { value: measuredSeconds(middle), ...interval } }]];
    });
    const sizes = rows.images.flatMap((image): [string, Record<string, Metric>][] =>
      image.state !== 'built' || image.size_bytes === undefined
        ? []
        : [[variantId(image), { 'file-size': { value: image.size_bytes } }]],
    );
    return `${JSON.stringify(Object.fromEntries([...times, ...sizes]), null, 2)}\n`;
  },
};
