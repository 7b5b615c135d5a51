import type { Figure } from '../../domain/definitions/claim.ts';
import type { JudgedClaim } from '../../stats/claims/judge-claim.ts';
import { intervalText, valueText } from '../claims/figure-text.ts';
import { verdictWords } from '../claims/verdict-words.ts';
import type { ShownTable, Table } from '../table.ts';

/** Each claim by itself: its numbers, its control, its rule, and the command that measures it alone. */
export const table: Table<'claims'> = {
  ...{ id: 'claim', from: 'claims' },
  about: 'each claim with all its numbers, its control and its rule; of=A1 for one',
  show: (judged) => judged.map(shown),
};

function shown(judged: JudgedClaim): ShownTable {
  const { claim, verdict, sentence, figures, control, takes, standIns } = judged;
  const rows = [
    ...figures.map((figure) => row('', figure)),
    ...control.map((figure) => row('control: ', figure)),
  ];
  return {
    heading: `${claim.id}: ${claim.says}`,
    title: `${claim.id}: ${claim.says}`,
    // A format drops a caption that the table before it has, too.
    caption: `${claim.id}: ${verdictWords[verdict]}.`,
    finding: sentence,
    ...(rows.length > 0 && {
      cells: {
        head: ['number', 'value', '95 % interval'],
        rows,
        right: [false, true, true],
      },
    }),
    footnotes: [
      `Made in: ${claim.madeIn}.`,
      `Measured by: ${claim.measuredBy}.`,
      `Builds: ${buildsText(claim)}.`,
      `Control: ${claim.control}`,
      `Rule: ${claim.rule}`,
      ...(takes === undefined ? [] : [`To decide it: ${takes.replaceAll('`', '')}.`]),
      ...(standIns.length === 0 ? [] : [`On stand-ins for the upstream bases: ${standIns.join(', ')}.`]),
    ],
    remarks: [{ code: `npm run bench -- --suite claims --claims ${claim.id}`, language: 'sh' }],
  };
}

const row = (before: string, figure: Figure): string[] => [
  `${before}${figure.what}`,
  valueText(figure.unit, figure.value),
  intervalText(figure),
];

const buildsText = ({ needs }: JudgedClaim['claim']): string =>
  needs
    .map(
      ({ apps, strategies, scenarios, rounds = 1 }) =>
        `${strategies.join(', ')} of ${apps.join(', ')}: ${scenarios.join(', ')}${rounds === 1 ? '' : `, ${rounds} times each`}`,
    )
    .join('; ');
