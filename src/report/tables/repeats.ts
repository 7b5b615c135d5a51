import { repeatGain } from '../../stats/findings/repeat-gain.ts';
import type { Table } from '../table.ts';
import { provenance } from '../provenance/provenance.ts';
import { formatRatio } from '../words/format-ratio.ts';

const head = [
  'scenario',
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
            ...[gain.builds, gain.cells, gain.samples].map(String),
            ...[
              percent(gain.single),
              percent(gain.repeated),
              digits === undefined ? gain.ratio.toFixed(2) : formatRatio(gain.ratio, digits),
            ],
          ]),
          right: head.map((name) => name !== 'scenario'),
        },
        footnotes: [
          '±: half of the 95 % interval of a median, in the median of the cells; of first builds: as if each visit had made its first build alone',
          'ratio: the second ÷ the first, of each cell; median over the cells',
        ],
      },
    ];
  },
};

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
