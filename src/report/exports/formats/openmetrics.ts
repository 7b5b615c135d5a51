import type { ImageRow, SummaryRow } from '../../../record/rows.ts';
import { madeUpWords } from '../../provenance/made-up.ts';
import type { Export } from '../export.ts';
import { measuredSeconds } from '../measured.ts';

type Labels = Readonly<Record<string, string>>;
interface Family {
  readonly name: string;
  readonly unit?: string;
  readonly help: string;
  readonly points: readonly { readonly labels: Labels; readonly value: number }[];
}

/** OpenMetrics text: https://prometheus.io/docs/specs/om/open_metrics_spec/. For a textfile collector, or a push gateway. */
export const exporter: Export = {
  id: 'openmetrics',
  file: 'openmetrics.txt',
  order: 3,
  about: 'OpenMetrics text for Prometheus: seconds of cells, bytes and layers of images, as gauges',
  print({ rows, analysis }) {
    const { manifest, images } = rows;
    const cellLabels = ({ app, strategy, scenario }: (typeof analysis.summary)[number]): Labels => ({
      ...{ app, strategy, scenario },
    });
    const ofCells = (msOf: (row: SummaryRow) => number | undefined) =>
      analysis.summary.flatMap((row) => {
        const ms = msOf(row);
        return ms === undefined ? [] : [{ labels: cellLabels(row), value: measuredSeconds(ms) }];
      });
    const ofImages = (valueOf: (image: ImageRow) => number | undefined) =>
      images.flatMap((image) => {
        const value = valueOf(image);
        if (image.state !== 'built' || value === undefined) return [];
        return [{ labels: { app: image.app, strategy: image.strategy }, value }];
      });
    const families: readonly Family[] = [
      {
        // Not the type `info`: the text format of before OpenMetrics, which collectors of text files read, has none.
        name: 'stagebench_run_info',
        help: `The run that the numbers are of${madeUpWords(manifest)}.`,
        points: [
          {
            labels: {
              ...{ run: manifest.runId, started: manifest.startedAt, engine: manifest.engine.kind },
              ...{ engine_version: manifest.engine.version, cpu: manifest.machine.cpuModel },
            },
            value: 1,
          },
        ],
      },
      gauge(
        'build_median_seconds',
        'Median wall time of a build.',
        ofCells((row) => row.wall_ms_median),
        'seconds',
      ),
      gauge(
        'build_low_seconds',
        'Lower end of the 95 % interval of the median.',
        ofCells((row) => row.wall_ms_low),
        'seconds',
      ),
      gauge(
        'build_high_seconds',
        'Upper end of the 95 % interval of the median.',
        ofCells((row) => row.wall_ms_high),
        'seconds',
      ),
      gauge(
        'samples',
        'Samples of a cell that count.',
        analysis.summary.map((row) => ({ labels: cellLabels(row), value: row.samples })),
      ),
      gauge(
        'image_size_bytes',
        'Uncompressed bytes of an image.',
        ofImages((image) => image.size_bytes),
        'bytes',
      ),
      gauge(
        'image_own_bytes',
        'Bytes of an image that are not its base.',
        ofImages((image) => image.own_bytes),
        'bytes',
      ),
      gauge(
        'image_transfer_bytes',
        'Compressed bytes of a pull.',
        ofImages((image) => image.transfer_bytes),
        'bytes',
      ),
      gauge(
        'image_layers',
        'Layers of an image.',
        ofImages((image) => image.layers),
      ),
    ];
    return `${families
      .filter(({ points }) => points.length > 0)
      .map(familyText)
      .join('')}# EOF\n`;
  },
};

const gauge = (name: string, help: string, points: Family['points'], unit?: string): Family => ({
  ...{ name: `stagebench_${name}`, help, points },
  ...(unit !== undefined && { unit }),
});

function familyText({ name, unit, help, points }: Family): string {
  const lines = [
    `# TYPE ${name} gauge`,
    ...(unit === undefined ? [] : [`# UNIT ${name} ${unit}`]),
    `# HELP ${name} ${help}`,
    ...points.map(({ labels, value }) => `${name}${labelsText(labels)} ${value}`),
  ];
  return `${lines.join('\n')}\n`;
}

const labelsText = (labels: Labels): string =>
  `{${Object.entries(labels)
    .map(([name, value]) => `${name}="${value.replaceAll(/["\\]/g, '\\$&').replaceAll('\n', '\\n')}"`)
    .join(',')}}`;
