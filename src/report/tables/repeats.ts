import { repeatGain } from '../../stats/findings/repeat-gain.ts';
import type { Table } from '../table.ts';
import { provenance } from '../provenance/provenance.ts';
import { formatRatio } from '../words/format-ratio.ts';

const head = [
  'scenario',
  'of',
  'builds of a visit',
  'cells',
  'samples',
  '± of first builds',
  '± of medians',
  'ratio',
];

/** What the intervals of a run gain because a visit makes several builds. */
export const table: Table<'run'> = {
  ...{ id: 'repeats', from: 'run' },
  about: 'what several builds of a visit gain',
  show(run) {
    const { digits } = run;
    const { manifest, builds, images } = run.rows;
    const gains = repeatGain(manifest.plan.cells, builds, images);
    if (gains.length === 0) return [];
    return [
      {
        caption: provenance(run),
        cells: {
          head,
          rows: gains.map((gain) => [
            gain.scenario,
            what[gain.of],
            ...[gain.builds, gain.cells, gain.samples].map(String),
            ...[
              percent(gain.single),
              percent(gain.repeated),
              digits === undefined ? gain.ratio.toFixed(2) : formatRatio(gain.ratio, digits),
            ],
          ]),
          right: head.map((name) => name !== 'scenario' && name !== 'of'),
        },
        footnotes: [
          '±: half of the 95 % interval of a median, or of the ratio of two cells in the same rounds; median over the cells, or over each cell and the next one',
          'of first builds: as if each visit had made its first build alone; ratio: ± of medians ÷ ± of first builds, median over them',
        ],
      },
    ];
  },
};

const what = { time: 'times of cells', ratio: 'ratios of two cells' } as const;

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
