import type { RunManifest } from '../../../record/manifest.ts';
import { formatBytes, formatMs } from '../../../domain/units.ts';
import { transferEstimates } from '../../../inspect/transfer/estimate.ts';
import type { ImageRow } from '../../../record/rows.ts';
import { notMoved } from '../../model/extras-notes.ts';
import { imageTable } from '../../images/image-table.ts';
import type { Cells } from '../../table.ts';
import { strategyText } from '../../words/strategy-text.ts';

/** How large images are on their way, and what pushing and pulling them takes. */
export const table = imageTable({
  id: 'transfer',
  about: 'bytes on the way, time to push and to pull',
  order: 3,
  title: (manifest) => {
    const line = lineText(manifest);
    const pulls = line === undefined ? '' : `, pulls over a line of ${line}`;
    return `transfer of the images through a registry on this machine${pulls}; times for 10, 100 and 1000 Mbit/s are computed`;
  },
  cells: transferTable,
  remarks: ({ manifest }) => {
    const line = lineText(manifest);
    return line === undefined
      ? notMoved(manifest)
      : [`pulls went over a line of ${line}`, ...notMoved(manifest)];
  },
});

const dash = '–';

/** What moving each image takes; undefined where nobody asked. The lines are computed from the bytes alone. */
export function transferTable(
  images: readonly ImageRow[],
  digits?: number,
  _schema?: number,
  manifest?: RunManifest,
): Cells | undefined {
  const bytes = (value: number | undefined): string =>
    value === undefined ? dash : formatBytes(value, digits);
  const ms = (value: number | undefined): string => (value === undefined ? dash : formatMs(value, digits));
  const wasNone = manifest !== undefined && notMoved(manifest).length > 0;
  const asked = images.filter((image) => wasNone || image.transfer !== undefined);
  if (asked.length === 0) return undefined;
  const withZstd = asked.some((image) => image.transfer_zstd_bytes !== undefined);
  const rows = asked.map((image) => {
    const name = [image.app, strategyText(image.strategy, image)];
    const { transfer_bytes: size } = image;
    if (size === undefined)
      return [
        ...name,
        wasNone ? 'not measured' : 'failed',
        ...(withZstd ? [dash] : []),
        ...Array<string>(6).fill(dash),
      ];
    return [
      ...name,
      bytes(size),
      ...(withZstd ? [bytes(image.transfer_zstd_bytes)] : []),
      ms(image.push_ms),
      ms(image.pull_empty_ms),
      ms(image.pull_based_ms),
      ...transferEstimates(size).map((estimate) => ms(estimate.ms)),
    ];
  });
  const numbers = ['transfer', ...(withZstd ? ['zstd'] : []), 'push', 'pull', 'pull on base'];
  const lines = ['10 Mbit/s', '100 Mbit/s', '1 Gbit/s'];
  return {
    head: ['app', 'strategy', ...numbers, ...lines],
    rows,
    right: [false, false, ...[...numbers, ...lines].map(() => true)],
    keys: 2,
    breaks: ['10 Mbit/s'],
  };
}

/** The line that a run's pulls went over: `100 Mbit/s`; undefined where it was not limited. */
export function lineText({ options }: Pick<RunManifest, 'options'>): string | undefined {
  const { bandwidth } = options;
  if (typeof bandwidth !== 'number') return undefined;
  const [unit, name] = units.find(([least]) => bandwidth >= least) ?? smallest;
  return `${Number((bandwidth / unit).toFixed(3))} ${name}`;
}

const smallest = [1e3, 'kbit/s'] as const;
const units = [[1e9, 'Gbit/s'], [1e6, 'Mbit/s'], smallest] as const;
