import { StagebenchError } from '../../domain/errors.ts';
import { appendToTable, readTable, type TableFile } from './table-file.ts';

/** What building two states of a cell side by side has said; `impossible`: one of them could not be built any more. */
type AnswerVerdict = 'slower' | 'faster' | 'alike' | 'impossible';

/** A question that was asked again on one machine: is what is built now slower than what was built then? */
export interface Answer {
  /** `go/slim/cold` */
  readonly series: string;
  /** Run of the first night that seemed to be at another level. */
  readonly since: string;
  /** Runs of the nights whose states were built. */
  readonly before: string;
  readonly after: string;
  readonly verdict: AnswerVerdict;
  /** 0 if nothing was built. */
  readonly pairs: number;
  /** After ÷ before, and how often chance says so; NaN if nothing was built. */
  readonly ratio: number;
  readonly p: number;
  /** The run in which they were built; empty if there is none. */
  readonly run: string;
  /** Why it was impossible; empty if it was not. */
  readonly reason: string;
  /** ISO 8601, UTC. */
  readonly at: string;
}

const table: TableFile<keyof Answer> = {
  name: 'answers.csv',
  columns: [
    ...(['at', 'series', 'since', 'before', 'after', 'verdict', 'pairs', 'ratio', 'p'] as const),
    ...(['run', 'reason'] as const),
  ],
  purpose: 'an answer is recorded',
};

const verdicts: readonly string[] = ['slower', 'faster', 'alike', 'impossible'] satisfies AnswerVerdict[];

/** The oldest first. Throws HISTORY_UNREADABLE. */
export async function answers(folder: string): Promise<Answer[]> {
  return (await readTable(folder, table)).map((row) => {
    if (!verdicts.includes(row.verdict))
      throw new StagebenchError(
        'HISTORY_UNREADABLE',
        `${folder}/${table.name}: ${JSON.stringify(row.verdict)} is no verdict.`,
      );
    const number = (text: string): number => (text === '' ? NaN : Number(text));
    return {
      ...row,
      ...{ verdict: row.verdict as AnswerVerdict, pairs: Number(row.pairs) },
      ...{ ratio: number(row.ratio), p: number(row.p) },
    };
  });
}

/** Records what was found under the lock of the history. */
export async function recordAnswer(folder: string, answer: Answer): Promise<void> {
  const text = (value: number, digits: number): string =>
    Number.isNaN(value) ? '' : String(Number(value.toPrecision(digits)));
  const row = {
    ...answer,
    ...{ pairs: String(answer.pairs), ratio: text(answer.ratio, 6), p: text(answer.p, 3) },
  };
  await appendToTable(folder, table, row, (known) => known.run !== '' && known.run === answer.run);
}
