import { shellWord } from '../../domain/shell-word.ts';
import type { RunManifest } from '../../record/manifest.ts';

/** Options that say where and how somebody works, and nothing of what is measured. */
const words = new Set(
  'json engine provision quiet results bases dry-run keep-images keep-logs resume repair undecided baseline seed again'.split(
    ' ',
  ),
);

/** The command that measures the same again, in the same order. */
export function commandAgain({
  options,
  plan,
  engine,
}: Pick<RunManifest, 'options' | 'plan' | 'engine'>): string {
  // Two states of one cell in turns: that is what another command does.
  const { sides, before, after, pairs } = options;
  if (typeof sides === 'string')
    return `npm run -s stagebench -- bisect ${sides} --before ${String(before)} --after ${String(after)} --pairs ${String(pairs)}`;
  const given = Object.entries(options).flatMap(([name, value]) => {
    if (words.has(name)) return [];
    if (name === 'suite' && value === 'default') return [];
    if (value === true) return [`--${name}`];
    const text = Array.isArray(value) ? value.join(',') : value;
    if (typeof text !== 'string' && typeof text !== 'number') return [];
    return [`--${name} ${shellWord(String(text))}`];
  });
  // What was made up is made up again.
  const madeUp = engine.kind === 'fake' ? ['--engine fake'] : [];
  return ['npm run bench --', ...madeUp, ...given, `--seed ${plan.seed}`].join(' ');
}
