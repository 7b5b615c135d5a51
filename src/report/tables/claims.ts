import { figureText } from '../claims/figure-text.ts';
import { verdictWords } from '../claims/verdict-words.ts';
import type { Table } from '../table.ts';

/** Every claim in a line: what came out, by which number. */
export const table: Table<'claims'> = {
  ...{ id: 'claims', from: 'claims' },
  about: 'what came out of each claim, by which number',
  show: (judged) => [
    {
      title: 'Claims',
      cells: {
        head: ['claim', 'says', 'verdict', 'number', 'what was found'],
        rows: judged.map(({ claim, verdict, figures: [first], sentence, takes }) => [
          claim.id,
          claim.says,
          verdictWords[verdict],
          first === undefined ? '–' : `${first.what}: ${figureText(first)}`,
          takes === undefined ? sentence : `${sentence} To decide it: ${takes.replaceAll('`', '')}`,
        ]),
        right: [false, false, false, false, false],
      },
      footnotes: standInNotes(judged),
    },
  ],
};

function standInNotes(judged: readonly { readonly standIns: readonly string[] }[]): string[] {
  const variants = [...new Set(judged.flatMap(({ standIns }) => standIns))];
  if (variants.length === 0) return [];
  return [`The bases of ${variants.join(', ')} are stand-ins for the upstream images.`];
}
