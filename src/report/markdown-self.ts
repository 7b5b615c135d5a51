import { markdownRows } from './markdown-rows.ts';

/** What `npm run bench:self` found about the harness itself. */
export interface SelfFigures {
  readonly date: string;
  readonly machine: string;
  readonly figures: readonly {
    readonly name: string;
    readonly value: string;
    readonly limit: string;
    readonly how: string;
  }[];
}

/** The figures as a Markdown table with its caption. */
export function markdownSelf({ date, machine, figures }: SelfFigures): string {
  const rows = figures.map(({ name, value, limit, how }) => [name, value, limit, how]);
  return `Measured ${date}, ${machine}.\n\n${markdownRows([['figure', 'measured', 'limit', 'how'], ...rows])}`;
}
