import { choices, type Choice } from '../choice/choose.ts';
import { listText } from '../words/list-text.ts';
import { fewestForOrder } from '../few-samples.ts';
import { leftOutNotes } from '../choice/left-out.ts';
import { sizeText, timeText, unlessText, whyText } from '../choice/choice-text.ts';
import type { Table } from '../table.ts';
import { provenance } from '../provenance/provenance.ts';

/** What to take for each app, why, and what would turn that over. */
export const table: Table<'run'> = {
  ...{ id: 'recommend', from: 'run' },
  about: 'for each app the choice on the size × time front, why, and the condition that flips it',
  show(run) {
    const found = choices(run);
    if (found.length === 0) return [{ title, caption: provenance(run), footnotes: leftOutNotes(run) }];
    return [
      {
        title,
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
        footnotes: [...ruleNotes(found), ...leftOutNotes(run)],
      },
    ];
  },
};

const title = 'what to take';

/** The rule that was used, by app where there were two. */
function ruleNotes(found: readonly Choice[]): string[] {
  const compared = found.filter(({ all }) => all.length > 1);
  const { bySize = [], byBoth = [] } = Object.groupBy(compared, ({ isBySizeAlone }) =>
    isBySizeAlone ? 'bySize' : 'byBoth',
  );
  const of = (some: readonly Choice[]): string =>
    some.length === compared.length ? '' : ` of ${listText(some.map(({ app }) => app))}`;
  return [
    ...(byBoth.length === 0
      ? []
      : [
          `the choice${of(byBoth)}: of the variants that no other one beats in both size and time, the one with the smallest product of the two`,
        ]),
    ...(bySize.length === 0
      ? []
      : [
          `the choice${of(bySize)}: the smallest image, as fewer than ${fewestForOrder} rounds are too few to order the times`,
        ]),
  ];
}
