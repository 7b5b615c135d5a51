import type { Step } from '../../domain/sample.ts';

const numbered = /^\[[^\]]*\d+\/\d+\] /;

/** Tells the builder's own work from the Dockerfile's: only the latter can be cached and is counted. */
export function stepKind(name: string): Step['kind'] {
  if (name === '[internal] load build context') return 'context';
  if (/^exporting |^writing image|^naming to/.test(name)) return 'export';
  if (!numbered.test(name)) return 'internal';
  return /^\[[^\]]*\] FROM /.test(name) ? 'from' : 'step';
}

/**
 * `[build 2/4] COPY . .` -> stage `build`, instruction `COPY . .`; a stage without a name is empty. From ten steps on, the
 * numbers below ten are padded: `[build  2/10]`.
 */
export function stepParts(name: string): Pick<Step, 'stage' | 'instruction'> {
  const [, head, instruction = name] = /^\[([^\]]*)\] ([^]*)$/.exec(name) ?? [];
  return { stage: head?.replace(/ *\d+\/\d+$/, '') ?? '', instruction };
}
