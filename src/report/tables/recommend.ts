import { choices } from '../choice/choose.ts';
import { sizeText, timeText, unlessText, whyText } from '../choice/choice-text.ts';
import type { Table } from '../table.ts';
import { provenance } from '../provenance/provenance.ts';

/** What to take for each app, why, and what would turn that over. */
export const table: Table<'run'> = {
  ...{ id: 'recommend', from: 'run' },
  about: 'for each app the choice on the size × time front, why, and the condition that flips it',
  show(run) {
    const found = choices(run);
    if (found.length === 0) return [];
    const left = run.rows.images.filter(({ base_source: source }) => source === 'substitute').length;
    return [
      {
        title: 'what to take',
        caption: provenance(run),
        cells: {
          head: ['app', 'take', 'image', found[0]?.scenario ?? '', 'why', 'unless'],
          rows: found.map((one) => [
            ...[one.app, one.choice.strategy, sizeText(one.choice), timeText(one.choice)],
            ...[whyText(one), unlessText(one)],
          ]),
          right: [false, false, true, true, false, false],
          keys: 2,
        },
        data: {
          head: ['app', 'strategy', 'image_bytes', 'scenario', 'median_ms', 'front', 'why', 'unless'],
          rows: found.map((one) => [
            ...[one.app, one.choice.strategy, one.choice.sizeBytes, one.scenario, one.choice.ms],
            ...[one.front.map(({ strategy }) => strategy).join(' '), whyText(one), unlessText(one)],
          ]),
        },
        footnotes: [
          'the choice: of the variants that no other one beats in both size and time, the one with the smallest product of the two',
          ...(left === 0
            ? []
            : [`${left} images on substitute bases are left out: they have other bytes than upstream's`]),
        ],
      },
    ];
  },
};
