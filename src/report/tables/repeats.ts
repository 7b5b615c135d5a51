import { repeatGain } from '../../stats/findings/repeat-gain.ts';
import type { Table } from '../table.ts';
import { measuredWhere } from '../provenance/measured-where.ts';

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
  show({ rows: { manifest, builds, images } }) {
    const gains = repeatGain(manifest.plan.cells, builds, images);
    if (gains.length === 0) return [];
    return [
      {
        caption: measuredWhere(manifest),
        cells: {
          head,
          rows: gains.map((gain) => [
            gain.scenario,
            ...[gain.builds, gain.cells, gain.samples].map(String),
            ...[percent(gain.single), percent(gain.repeated), gain.ratio.toFixed(2)],
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
