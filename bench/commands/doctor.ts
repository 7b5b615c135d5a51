import stringWidth from 'string-width';
import { jsonText } from '../../src/domain/visible.ts';
import { examine } from '../doctor/examine.ts';
import { hangingText } from '../../src/report/note-text.ts';
import type { CommandContext } from '../context.ts';

export interface DoctorJob {
  /** Absolute path of the folder that holds the runs. */
  readonly results: string;
  readonly json: boolean;
}

const marks = { ok: '✓', missing: '✗', note: '·' } as const;

/** Says what is there, what is missing and what to do. Exit code 2 if no engine can be had. */
export async function doctor(job: DoctorJob, context: CommandContext): Promise<number> {
  const findings = await examine(job.results, context, (text) => context.stderr.write(`${text}\n`));
  if (job.json) context.stdout.write(`${jsonText(findings)}\n`);
  else {
    const width = Math.max(...findings.map(({ what }) => what.length));
    const columns = context.stdout.columns || Infinity;
    for (const { state, what, found, fix } of findings) {
      const lines = [
        labelled(`${marks[state]} ${what.padEnd(width)}  `, found.split('\n')[0] ?? '', columns),
        ...(fix === undefined ? [] : [labelled(`  ${' '.repeat(width)}  → `, fix, columns)]),
      ];
      context.stdout.write(lines.map((line) => `${line}\n`).join(''));
    }
  }
  return findings.some(({ state }) => state === 'missing') ? 2 : 0;
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
