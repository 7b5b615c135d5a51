import stringWidth from 'string-width';
import type { ShownTable } from '../../../src/report/table.ts';
import { examine } from '../../doctor/examine.ts';
import { hangingText } from '../../../src/report/terminal/note-text.ts';
import type { CommandContext } from '../../context.ts';
import type { Finding } from '../../doctor/finding.ts';
import { printReport } from '../../terminal/print-report.ts';
import { writeWords } from '../../terminal/wrapped.ts';

export interface DoctorJob {
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  readonly json: boolean;
}

const marks = { ok: '✓', missing: '✗', note: '·' } as const;

/** Says what is there, what is missing and what to do. Exit code 2 if no engine can be had. */
export async function doctor(job: DoctorJob, context: CommandContext): Promise<number> {
  const findings = await examine(job.results, context, (text) => {
    writeWords(context.stderr, text);
  });
  const table: ShownTable = {
    cells: {
      head: ['state', 'what', 'found', 'what to do'],
      rows: findings.map(({ state, what, found, fix = '' }) => [state, what, found, fix]),
    },
    drawn: (columns) => findingLines(findings, columns),
  };
  printReport({ data: findings, tables: [table] }, job, context);
  return findings.some(({ state }) => state === 'missing') ? 2 : 0;
}

/** A line for each, and one below it for what to do. */
function findingLines(findings: readonly Finding[], columns: number): string {
  const width = Math.max(...findings.map(({ what }) => what.length));
  const lines = findings.flatMap(({ state, what, found, fix }) => [
    labelled(`${marks[state]} ${what.padEnd(width)}  `, found.split('\n')[0] ?? '', columns),
    ...(fix === undefined ? [] : [labelled(`  ${' '.repeat(width)}  → `, fix, columns)]),
  ]);
  return lines.map((line) => `${line}\n`).join('');
}

/**
 * A label and what is said of it, in lines of at most so many columns. A command is never broken, so that it can be copied:
 * what is remarked of it, and the command itself, go to lines of their own.
 */
function labelled(label: string, text: string, columns: number): string {
  const setIn = label.length;
  if (stringWidth(label + text) <= columns) return label + text;
  const [, command, remark] = /^(npm .*?)(?: {2,}(\(.*))?$/.exec(text) ?? [];
  if (command === undefined) return hangingText(label, text, columns);
  const own = setIn + command.length <= columns ? `${label}${command}` : `${label.trimEnd()}\n    ${command}`;
  if (remark === undefined) return own;
  return `${own}\n${hangingText(' '.repeat(setIn), remark, columns)}`;
}
