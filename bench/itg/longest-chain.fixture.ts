import { parse } from 'csv-parse/sync';

/** A row of steps.csv as any reader of the file has it: text by column. */
type Texts = Readonly<Record<string, string>>;

/**
 * The time of the longest chain of steps that wait for each other, for each build, by its sequence; ms. From the text of steps.csv
 * alone, as docs/method.md says, and by another way than the program's: all paths grow until none of them grows any more.
 */
export function longestChains(stepsCsv: string): Map<string, number> {
  const rows: Texts[] = parse(stepsCsv, { columns: true });
  return new Map(
    [...Map.groupBy(rows, ({ sequence = '' }) => sequence)].map(([id, of]) => [id, longest(of)]),
  );
}

function longest(rows: readonly Texts[]): number {
  const steps = rows.filter(isBetween).map(({ step = '', duration_ms: ms, waits_for: waits = '' }) => ({
    ...{ step, ms: Number(ms), waits: waits.split(' ') },
  }));
  const ends = new Map(steps.map(({ step }) => [step, 0]));
  let grew = true;
  while (grew) {
    grew = false;
    for (const { step, ms, waits } of steps) {
      const end = ms + Math.max(0, ...waits.map((number) => ends.get(number) ?? 0));
      if (end <= (ends.get(step) ?? 0)) continue;
      ends.set(step, end);
      grew = true;
    }
  }
  return Math.max(0, ...ends.values());
}

/** Neither what the builder does before it knows what to build, nor the export. */
const isBetween = ({ stage, instruction = '' }: Texts): boolean =>
  !(stage === 'internal' && instruction !== 'load build context') &&
  !/^(exporting |writing image|naming to)/.test(instruction);
