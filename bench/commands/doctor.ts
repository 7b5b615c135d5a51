import { jsonText } from '../../src/domain/visible.ts';
import { examine } from '../doctor/examine.ts';
import type { CommandContext } from '../context.ts';
import type { Values } from '../options.ts';

const marks = { ok: '✓', missing: '✗', note: '·' } as const;

/** Says what is there, what is missing and what to do. Exit code 2 if no engine can be had. */
export async function doctor(values: Values<'json' | 'results'>, context: CommandContext): Promise<number> {
  const findings = await examine(values.results, context, (text) => context.stderr.write(`${text}\n`));
  if (values.json) context.stdout.write(`${jsonText(findings)}\n`);
  else {
    const width = Math.max(...findings.map(({ what }) => what.length));
    for (const { state, what, found, fix } of findings) {
      const line = `${marks[state]} ${what.padEnd(width)}  ${found.split('\n')[0] ?? ''}`;
      context.stdout.write(`${line}\n${fix === undefined ? '' : `  ${' '.repeat(width)}  → ${fix}\n`}`);
    }
  }
  return findings.some(({ state }) => state === 'missing') ? 2 : 0;
}
